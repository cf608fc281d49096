/** Reads blobs through one long-lived `git cat-file`: a process per blob would cost 100,000 starts. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Oid } from '../../ports/repository.ts';
import { BatchParser, type OpenBlob } from './batch-parser.ts';
import { failure } from './failure.ts';
import { asOid } from './names.ts';
import type { Git, GitProcess } from './run-git.ts';

const args = ['cat-file', '--batch'];
/** Requests go out in pieces of about this many bytes. */
const pieceSize = 16_384;

/** Memory stays flat: a piece of content is consumed before the next one is read from the pipe. */
export class BlobReader {
  readonly #git: Git;
  #process: GitProcess | undefined;
  /** One reading at a time: answers come in the order of the questions. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(git: Git) {
    this.#git = git;
  }

  /** See `Tree.read`. */
  read(oids: Iterable<Oid>, open: OpenBlob): Promise<void> {
    const turn = this.#turn.then(() => this.#read(oids, open));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Ends the process once the readings under way are done. The next reading would start another. */
  async close(): Promise<void> {
    await this.#turn;
    const process = this.#process;
    this.#process = undefined;
    process?.child.stdin.end();
    await process?.ended;
  }

  async #read(oids: Iterable<Oid>, open: OpenBlob): Promise<void> {
    this.#process ??= this.#start();
    const process = this.#process;
    keepsProgramAlive(process, true);
    try {
      await converse(process, oids, open);
      keepsProgramAlive(process, false);
    } catch (error) {
      // Answers may still be under way: this process has lost its place.
      if (this.#process === process) this.#process = undefined;
      process.child.kill();
      throw error;
    }
  }

  #start(): GitProcess {
    const process = this.#git.start(args);
    const forget = () => {
      if (this.#process === process) this.#process = undefined;
    };
    process.ended.then(forget, forget);
    return process;
  }
}

/** Asks for the blobs and hands out the answers, both at once: either pipe alone would fill up. */
async function converse({ child, ended }: GitProcess, oids: Iterable<Oid>, open: OpenBlob): Promise<void> {
  const parser = new BatchParser(open);
  let asked = 0;
  let allAsked = false;
  const listeners = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const settleWhenDone = () => allAsked && parser.answered === asked && resolve();
      const take = (piece: Buffer) => {
        parser.push(piece);
        settleWhenDone();
      };
      listen(child.stdout, 'data', attempt(take, reject), listeners.signal);
      // Not `ended.then(reject)`: that would hold on to every reading, with what it read, as long as the process lives.
      listen(child, 'close', () => ended.then((end) => reject(failure(args, end)), reject), listeners.signal);
      ask().then(settleWhenDone, reject);
    });
  } finally {
    listeners.abort();
  }

  async function ask(): Promise<void> {
    let lines = '';
    for (const oid of oids) {
      lines += `${asOid(oid)}\n`;
      asked += 1;
      if (lines.length < pieceSize) continue;
      if (!child.stdin.write(lines)) await new Promise((resolve) => child.stdin.once('drain', resolve));
      lines = '';
    }
    if (lines !== '') child.stdin.write(lines);
    allAsked = true;
  }
}

/** An idle process must not keep a command from ending that forgot to close the repository. */
function keepsProgramAlive({ child }: GitProcess, alive: boolean): void {
  const does = alive ? 'ref' : 'unref';
  child[does]();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket)[does]();
}
