/** `tuf-on-ci-import-repo EVENT [FILE]`: an existing TUF repository becomes one that tuf-on-ci maintains (SPEC A7). */
import { onlineUri } from '../deployment/custom-fields.ts';
import { TufError } from '../errors.ts';
import type { SignerFor } from '../ports/signer.ts';
import { eventContent } from '../signing-event/edit/event-content.ts';
import type { ImportFile } from '../signing-event/import-file.ts';
import { onlineKeysOf, planImport } from '../signing-event/import-plan.ts';
import { terminal as text } from '../text/terminal.ts';
import type { JsonObject } from '../tuf/json.ts';
import type { Key, SignatureEntry } from '../tuf/key.ts';
import { payloadOf } from '../tuf/verify.ts';
import { sayNextSteps } from './signer/next-steps.ts';
import { propose } from './signer/proposal.ts';
import { publish } from './signer/publish.ts';
import { review } from './signer/review.ts';
import type { SignerOptions, SignerSession } from './signer/session.ts';
import { editContext, signRoles } from './signer/signing.ts';
import { openWorkspace } from './signer/workspace.ts';

export interface ImportOptions extends SignerOptions {
  readonly file: ImportFile;
  /** Let each online key make a signature before anything is pushed. */
  readonly testOnlineKeys: boolean;
}

export type ImportOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing-to-do' }
  /** To be filled in: the import file with what is missing. */
  | { readonly kind: 'missing'; readonly missing: JsonObject };

/** Errors: as `signEvent`, and `signer` when an online key does not sign. */
export async function importRepository(
  session: SignerSession,
  options: ImportOptions,
  signerFor: SignerFor,
): Promise<ImportOutcome> {
  const workspace = await openWorkspace(session, options);
  const { state } = workspace.reading.context;
  const plan = planImport(eventContent(state), options.file, editContext(session, workspace.reading));
  if (plan.kind === 'missing') return plan;
  if (plan.kind === 'nothing') {
    session.terminal.show('Nothing to do: this repository has been imported already\n');
    return { kind: 'nothing-to-do' };
  }
  const message = `Repo import by ${session.user}`;
  const refusal = 'The repository cannot be imported as it is';
  const planned = await propose(session, workspace, options, { event: plan.event, message, refusal });
  await review(session, workspace, planned, options);
  if (options.testOnlineKeys) await tryOnlineKeys(session, onlineKeysOf(plan.event), signerFor);
  const { event, made } = await signRoles(session, planned.reading, eventContent(planned.reading.context.state));
  const input = { event, message: `Signed by ${session.user}`, refusal: 'What was signed cannot be pushed' };
  const signed = made > 0 ? await propose(session, workspace, options, { ...input, onto: planned }) : undefined;
  const commits = signed ? [planned.commit, signed.commit] : [planned.commit];
  const publication = { workspace, commits, result: signed ?? planned, title: message, pullRequest: false };
  sayNextSteps(session, options, workspace, await publish(session, options, publication));
  return { kind: 'done' };
}

/** Signs something that is no metadata. An online key that does not work is found here, not in the first workflow after the merge. */
async function tryOnlineKeys(
  { terminal, verifier }: SignerSession,
  keys: ReadonlyMap<string, Key>,
  signerFor: SignerFor,
): Promise<void> {
  for (const [keyid, key] of keys) {
    const uri = onlineUri(key)!;
    if (uri === 'sigstore:' || uri === 'sigstore:?ambient=true') {
      terminal.show(text`The online key ${uri} signs in the workflow only, so it is not tried here\n`.text);
      continue;
    }
    const payload = payloadOf(
      new TextEncoder().encode(`tuf-on-ci import: a test signature of the online key ${keyid}`),
    );
    const fields = await (await signerFor(uri, key)).sign(payload.bytes);
    if (!verifier.verify(key, payload, { keyid, ...fields } as unknown as SignatureEntry)) {
      throw new TufError('signer', `The online key ${uri} makes signatures that its public key does not verify`, {
        hint: `Check in the import file which URI belongs to the key ${keyid}`,
      });
    }
    terminal.show(text`The online key ${uri} works\n`.text);
  }
}
