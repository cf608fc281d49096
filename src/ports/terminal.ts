/** The terminal port: talking with the person at the keyboard, or with the script on the pipe (SPEC A7 "Prompts"). */

export interface Terminal {
  /** Standard input is a terminal: questions beyond SPEC A7's may be asked there, and nowhere else (SPEC B6). */
  readonly isInteractive: boolean;
  /** Columns to wrap at; undefined where nothing is to be wrapped (a pipe). */
  readonly columns: number | undefined;
  /** Whether what is shown may have colours. */
  readonly colour: boolean;
  /** Shows text as it is: the caller has escaped it (`src/text/terminal.ts`). */
  show(text: string): void;
  /**
   * Asks for one line. What an empty one means is the caller's business.
   * @throws TufError('aborted') at the end of input, or when the person stops it
   */
  ask(prompt: string): Promise<string>;
  /** The same, for a PIN: never echoed, never kept. */
  askSecret(prompt: string): Promise<string>;
}
