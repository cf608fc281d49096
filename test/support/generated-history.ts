/**
 * Histories of any length on disk: steps of a default branch with the commits of their events, written into git's objects by one
 * `git fast-import` so that thousands of commits take seconds. Shared by tests and `npm run bench`.
 *
 *     const history = new HistoryWriter();
 *     history.step(sound, signedAt);
 *     history.merge([unsigned, signed], now);         // an event of two commits, merged
 *     history.step(signed.online(), now + 60);        // an online signature (or a squashed event)
 *     const { folder, env } = history.write(place);   // a clone whose origin/main it is
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alice, bob, carol, type Draft, signedAt, soundRepository } from './sound-repository.ts';

export interface WrittenHistory {
  /** A clone on branch `main`. */
  readonly folder: string;
  /** The bare repository that it is a clone of. */
  readonly origin: string;
  /** The environment that keeps git to itself. */
  readonly env: Readonly<Record<string, string>>;
  /** The commits of the first-parent line, oldest first. */
  readonly line: readonly string[];
}

export class HistoryWriter {
  readonly #commands: (string | Uint8Array)[] = [];
  readonly #line: number[] = [];
  #marks = 0;
  #main: { readonly draft: Draft; readonly mark: number } | undefined;

  /** The number of steps so far. */
  get length(): number {
    return this.#line.length;
  }

  /** A commit of the default branch with one parent. */
  step(draft: Draft, time: number, message = 'A commit'): this {
    return this.#arrive(draft, this.#commit(draft, this.#main, [], time, message));
  }

  /** A merge: the event's commits, all but the merge at the same time, and the last one's files as they are merged, unless told otherwise. */
  merge(event: readonly Draft[], time: number, merged: Draft = event.at(-1)!): this {
    let tip = this.#main;
    for (const draft of event)
      tip = { draft, mark: this.#commit(draft, tip, [], time - 60, 'Signature from @somebody') };
    return this.#arrive(merged, this.#commit(merged, this.#main, tip ? [tip.mark] : [], time, 'Merge a signing event'));
  }

  /** Writes everything into an empty folder. */
  write(place: string): WrittenHistory {
    const env = environment(join(place, 'home'));
    const run = (folder: string, args: readonly string[], input: string | Uint8Array = '') =>
      execFileSync('git', args, {
        cwd: folder,
        env,
        input,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
    const origin = join(place, 'origin.git');
    const folder = join(place, 'clone');
    run(place, ['init', '-q', '--bare', '-b', 'main', origin]);
    const marks = this.#line.map((mark) => `get-mark :${mark}\n`);
    const line = run(
      origin,
      ['fast-import', '--quiet'],
      Buffer.concat([...this.#commands, ...marks].map((piece) => Buffer.from(piece))),
    );
    run(place, ['clone', '-q', '--local', origin, folder]);
    run(folder, ['remote', 'set-url', 'origin', pathToFileURL(origin).href]);
    return { folder, origin, env, line: line.trim().split('\n') };
  }

  #arrive(draft: Draft, mark: number): this {
    this.#main = { draft, mark };
    this.#line.push(mark);
    return this;
  }

  #commit(
    draft: Draft,
    parent: { readonly draft: Draft; readonly mark: number } | undefined,
    merges: readonly number[],
    time: number,
    message: string,
  ): number {
    const mark = ++this.#marks;
    const person = `Test Maintainer <maintainer@example.com> ${time} +0000`;
    this.#commands.push(
      `commit refs/heads/main\nmark :${mark}\nauthor ${person}\ncommitter ${person}\n`,
      `data ${Buffer.byteLength(message)}\n${message}\n`,
      ...(parent ? [`from :${parent.mark}\n`] : []),
      ...merges.map((merged) => `merge :${merged}\n`),
      ...changeCommands(parent?.draft, draft),
    );
    return mark;
  }
}

/** What differs, told by the identity of the files: drafts share what they do not change. */
function* changeCommands(before: Draft | undefined, after: Draft): Iterable<string | Uint8Array> {
  for (const path of before?.files.keys() ?? []) if (!after.files.has(path)) yield `D ${path}\n`;
  for (const [path, file] of after.files) {
    if (before?.files.get(path) === file) continue;
    const { mode, content } = file instanceof Uint8Array ? { mode: '100644', content: file } : file;
    yield `M ${mode} inline ${path}\ndata ${content.length}\n`;
    yield content;
    yield '\n';
  }
}

function environment(home: string): Record<string, string> {
  mkdirSync(home, { recursive: true });
  return { PATH: process.env['PATH'] ?? '', HOME: home, GIT_CONFIG_SYSTEM: '/dev/null' };
}

export interface HistorySize {
  /** Steps of the default branch. */
  readonly commits: number;
  /** Target files of the role that changes most; default 100. */
  readonly targetFiles?: number;
}

const hour = 3600;
/** A root rotation at each so many steps. */
const rotation = 100;

/**
 * A sound history: signing events of `releases` and `targets` (two commits each, merged) and online signatures in turn, twelve hours
 * apart, and now and then a new root.
 */
export function makeHistory(place: string, { commits, targetFiles = 100 }: HistorySize): WrittenHistory {
  const history = new HistoryWriter();
  let draft = firstState(targetFiles);
  history.step(draft, signedAt, 'A sound repository');
  while (history.length < commits) {
    const step = history.length;
    const time = signedAt + step * 12 * hour;
    if (step % 2 === 0) {
      draft = draft.online(time);
      history.step(draft, time, 'Online sign (snapshot & timestamp)');
      continue;
    }
    const event =
      step % rotation === 1 && step > 1 ? rootEvent(draft, time) : targetsEvent(draft, step, targetFiles, time);
    draft = event.at(-1)!;
    history.merge(event, time);
  }
  return history.write(place);
}

function firstState(targetFiles: number): Draft {
  let draft = soundRepository();
  for (let i = 0; i < targetFiles; i++) draft = draft.file(`targets/releases/file-${i}.txt`, `This is file ${i}\n`);
  return draft.list('releases', signedAt).resign('releases').online(signedAt);
}

function rootEvent(draft: Draft, time: number): Draft[] {
  const changed = draft.step('root', () => {}, time);
  return [changed.resign('root', [alice]), changed.resign('root', [alice, bob, carol])];
}

/** A file changes, its role's list follows and is signed: mostly `releases`, now and then `targets`. */
function targetsEvent(draft: Draft, step: number, targetFiles: number, time: number): Draft[] {
  const [role, path, key] =
    step % 10 === 5
      ? (['targets', 'hello.txt', alice] as const)
      : (['releases', `releases/file-${step % Math.max(targetFiles, 1)}.txt`, bob] as const);
  const changed = draft.file(`targets/${path}`, `This is step ${step}\n`).list(role, time).resign(role, []);
  return [changed, changed.resign(role, [key])];
}
