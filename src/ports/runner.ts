/** The runner port: the machine that runs a step of a workflow, and what the step tells it. */

export interface Artifact {
  readonly name: string;
  /** Paths of files, all of them below `folder`. */
  readonly files: readonly string[];
  readonly folder: string;
  /** Days until GitHub deletes it; the repository's setting when left out. */
  readonly retentionDays?: number;
  /** What is in it is packed already: it is stored as it is. */
  readonly isPacked?: boolean;
}

export interface Runner {
  /** A line of the log. The text is untrusted: what the runner would take for a command of a workflow is defused. */
  say(text: string): void;
  /** Lines that one can fold away, while `work` runs. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Annotations of the run. */
  notice(text: string): void;
  warning(text: string): void;
  setOutput(name: string, value: string): void;
  /** An environment variable of the job's later steps. */
  exportVariable(name: string, value: string): void;
  /** Adds Markdown to the page of the run. */
  addSummary(markdown: string): Promise<void>;
  /** Errors: `upload`. */
  uploadArtifact(artifact: Artifact): Promise<void>;
}
