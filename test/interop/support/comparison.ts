/** Prints what we say of clients beside what they did. */
import { type TriedClient, triedClients } from './clients.ts';

/** What becomes of a repository with a client; the target files that it misses. */
export type Verdict = { readonly works: false } | { readonly works: true; readonly misses: readonly string[] };

export class Comparison {
  readonly #stories: readonly string[];
  readonly #cells = new Map<string, string>();
  #differences = 0;

  constructor(stories: readonly string[]) {
    this.#stories = stories;
  }

  add(story: string, client: TriedClient, expected: Verdict, verdict: Verdict): void {
    const [said, did] = [textOf(expected), textOf(verdict)];
    if (said !== did) this.#differences += 1;
    this.#cells.set(`${story}\n${client}`, said === did ? did : `${did} ≠ ${said}`);
  }

  print(): void {
    const rows = this.#stories.map((story) =>
      row(
        story,
        triedClients.map((client) => this.#cells.get(`${story}\n${client}`) ?? 'not tried'),
      ),
    );
    const summary = `${this.#cells.size} of ${this.#stories.length * triedClients.length} tried, ${this.#differences} not as verify --clients says (marked ≠)`;
    process.stdout.write(`\n${[row('', triedClients), ...rows, summary].join('\n')}\n\n`);
  }
}

function textOf(verdict: Verdict): string {
  if (!verdict.works) return 'stopped';
  return verdict.misses.length === 0 ? 'works' : `misses ${verdict.misses.length}`;
}

function row(name: string, cells: readonly string[]): string {
  return (
    name.padEnd(64) +
    cells
      .map((cell) => cell.padEnd(17))
      .join('')
      .trimEnd()
  );
}
