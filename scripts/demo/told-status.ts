/** What the story expects of `tuf-on-ci-status --json`, and tells of it. */
import type { EventStatus } from '../../src/signing-event/event-status.ts';
import { listInWords, plural } from '../../src/text/quantities.ts';
import { StepFailure } from './story.ts';
import { type PersonName, userName } from './test-keys.ts';

export interface Expected {
  /** The one role that the event changes. */
  readonly role: string;
  readonly signed: readonly PersonName[];
  readonly complete: boolean;
  /** `path change` of each target file that the role's metadata lists anew, changed, or not any more. */
  readonly changes?: readonly string[];
}

/** @returns the status in a few words. @throws StepFailure when it is not the expected one */
export function toldStatus({ roles, findings, complete }: EventStatus, expected: Expected): string {
  const [status, ...others] = roles;
  if (!status || others.length > 0)
    throw new StepFailure(`${roles.length} roles are changed, not ${expected.role} alone`);
  const { role, version, threshold, signed, targetChanges } = status;
  const is = {
    role,
    complete,
    signed,
    changes: targetChanges.map(({ path, change }) => `${path} ${change}`),
    errors: [...findings, ...status.findings].filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
  };
  const shouldBe = {
    role: expected.role,
    complete: expected.complete,
    signed: expected.signed.map(userName),
    changes: expected.changes ?? [],
    errors: [],
  };
  if (JSON.stringify(is) !== JSON.stringify(shouldBe)) {
    throw new StepFailure(`the status is ${JSON.stringify(is)}, not ${JSON.stringify(shouldBe)}`);
  }
  const by = signed.length === 0 ? 'nobody' : listInWords(signed);
  const files = targetChanges.length === 0 ? '' : `, ${plural(targetChanges.length, 'target file')} changed`;
  return `${complete ? '' : 'not '}complete: ${role} v${version} is signed by ${by} (${signed.length} of ${threshold})${files}`;
}
