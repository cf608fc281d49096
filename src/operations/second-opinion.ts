/** Asking another implementation about what is to be published (SPEC B1 "Second opinion"). */
import { TufError } from '../errors.ts';
import type { AskSecondOpinion } from '../ports/client.ts';
import { oldestTrustedRoot } from '../tuf/root-chain.ts';
import type { Finding } from '../verifier/finding.ts';
import type { RepositoryState } from '../verifier/state.ts';
import type { Publication } from './publication.ts';
import type { Surroundings } from './read-event.ts';

/**
 * Throws `second-opinion` when the two disagree; what could not be judged comes back as warnings.
 */
export async function requireAgreement(
  { now }: Surroundings,
  state: RepositoryState,
  { metadata }: Publication,
  ask: AskSecondOpinion,
): Promise<readonly Finding[]> {
  const trustedRootVersion = oldestTrustedRoot(new Set(state.rootHistory.keys()));
  const { disagreements, notJudged } = await ask({ files: metadata, now, trustedRootVersion });
  const first = disagreements[0];
  if (first) {
    throw new TufError('second-opinion', `tuf-js disagrees about ${first.role}: ${first.message}`, {
      hint: 'One of the two implementations is wrong: do not publish, and report this with the metadata',
    });
  }
  return notJudged.map(({ role, reason }) => ({
    rule: 'clients/not-judged-by-tuf-js',
    severity: 'warning',
    role,
    message: `${role} is not judged by tuf-js: ${reason}`,
    remedy: 'Nothing to do if the clients of this repository are others; look at: tuf-on-ci verify --clients',
    address: role,
  }));
}
