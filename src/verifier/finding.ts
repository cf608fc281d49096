/** What the verifier says (SPEC B1): findings are data, never exceptions. */

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  /** The rule's id, `<family>/<name>`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The role concerned; absent when the finding concerns the whole repository (or event). */
  readonly role?: string;
  /** What is wrong: one sentence of plain text. Untrusted names in it are raw: escape by sink when printing. */
  readonly message: string;
  /** What to do about it: one sentence of plain text, names the command to run. */
  readonly remedy: string;
  /** Where: `root/keys/<keyid>`, `targets/targets/<path>`, `metadata/x.json`, … */
  readonly address: string;
}
