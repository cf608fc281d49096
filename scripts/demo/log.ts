/** The log of a demo: everything that is started, and what it prints. */
import { appendFileSync, writeFileSync } from 'node:fs';

export class Log {
  readonly path: string;
  #latest = '';

  constructor(path: string) {
    this.path = path;
    writeFileSync(path, '');
  }

  /** What follows belongs to another step. */
  heading(title: string): void {
    this.#latest = '';
    appendFileSync(this.path, `\n== ${title}\n`);
  }

  write(text: string): void {
    this.#latest += text;
    appendFileSync(this.path, text);
  }

  /** What has been written in the present step. */
  get latest(): string {
    return this.#latest;
  }
}
