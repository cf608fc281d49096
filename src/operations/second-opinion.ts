/** Asking another implementation about what is to be published (SPEC B1 "Second opinion"). */
import { TufError } from '../errors.ts';
import type { AskSecondOpinion, Disagreement, OpinionUnderWay } from '../ports/client.ts';
import { oldestTrustedRoot } from '../tuf/root-chain.ts';
import type { Finding } from '../verifier/finding.ts';
import { readableRootVersions } from '../verifier/root-versions.ts';
import type { RepositoryState } from '../verifier/state.ts';
import type { Publication } from './publication.ts';
import type { Surroundings } from './read-event.ts';

/** The other implementation may begin while ours still judges: its word is asked for when ours has found nothing. */
export function beginSecondOpinion(
  { now }: Pick<Surroundings, 'now'>,
  state: RepositoryState,
  { metadata, readings }: Publication,
  ask: AskSecondOpinion,
): OpinionUnderWay {
  const trustedRootVersion = oldestTrustedRoot(readableRootVersions(state));
  return ask({ files: metadata, readings, now, trustedRootVersion });
}

/**
 * Throws `second-opinion` when the two disagree; what could not be judged comes back as warnings.
 * @param known what our own verifier found
 */
export async function requireAgreement(
  opinion: OpinionUnderWay,
  known: readonly Finding[],
): Promise<readonly Finding[]> {
  const { disagreements, notJudged } = await opinion.answer();
  const isKnown = ({ role }: Disagreement) =>
    known.some((finding) => finding.rule === metaFacts && finding.role === role);
  const first = disagreements.find((disagreement) => !isKnown(disagreement));
  if (first) {
    throw new TufError('second-opinion', `tuf-js disagrees about ${first.role}: ${first.message}`, {
      hint: 'One of the two implementations is wrong: do not publish, and report this with the metadata',
    });
  }
  return [
    ...disagreements.map(({ role, message }) =>
      warning('clients/refused-by-tuf-js', role, `tuf-js refuses ${role} as it stands: ${message}`),
    ),
    ...notJudged.map(({ role, reason }) =>
      warning('clients/not-judged-by-tuf-js', role, `${role} is not judged by tuf-js: ${reason}`),
    ),
  ];
}

/** Where this one found the same and lets it pass (an import that nothing is known good of), the two agree. */
const metaFacts = 'online-roles/meta-facts';

function warning(rule: string, role: string, message: string): Finding {
  const remedy = 'Nothing to do if the clients of this repository are others; look at: tuf-on-ci verify --clients';
  return { rule, severity: 'warning', role, message, remedy, address: role };
}
