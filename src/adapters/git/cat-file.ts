/** Reads blobs through one long-lived `git cat-file`: a process per blob would cost 100,000 starts. */
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
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
    if (!process) return;
    // Whoever awaits this must not find the program ended instead.
    keepsProgramAlive(process, true);
    process.child.stdin.end();
    await process.ended;
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
    // In a partial clone git fetches what is asked for and not there.
    const process = this.#git.start(args, { withCredentials: true });
    const forget = () => {
      if (this.#process === process) this.#process = undefined;
    };
    process.ended.then(forget, forget);
    return process;
  }
}

/** Asks for the blobs and hands out the answers, both at once: either pipe alone would fill up. */
function converse({ child, ended }: GitProcess, oids: Iterable<Oid>, open: OpenBlob): Promise<void> {
  // The reader's own strings: 100,000 oids are not held twice.
  const asked: Oid[] = [];
  const parser = new BatchParser((_, size) => open(asked[parser.answered]!, size));
  return new Promise((resolve, reject) => {
    let count: number | undefined;
    // The listeners go with the reading: the process outlives it, and must not hold on to what it read.
    const end = (settle: () => void) => {
      child.stdout.off('data', take);
      child.off('close', giveUp);
      settle();
    };
    const endWhenDone = () => {
      if (parser.answered === count) end(resolve);
    };
    const take = (piece: Buffer) => {
      try {
        parser.push(piece);
        endWhenDone();
      } catch (error) {
        end(() => reject(error));
      }
    };
    const giveUp = () => end(() => ended.then((exit) => reject(failure(args, exit)), reject));
    child.stdout.on('data', take);
    child.on('close', giveUp);
    ask(child.stdin, oids, asked).then(
      () => {
        count = asked.length;
        endWhenDone();
      },
      (error) => end(() => reject(error)),
    );
  });
}

/** Writes the questions, and notes them. */
async function ask(stdin: Writable, oids: Iterable<Oid>, asked: Oid[]): Promise<void> {
  let lines = '';
  for (const oid of oids) {
    lines += `${asOid(oid)}\n`;
    asked.push(oid);
    if (lines.length < pieceSize) continue;
    // Never drained by a git that has ended: then its end settles the reading.
    if (!stdin.write(lines)) await new Promise((resolve) => stdin.once('drain', resolve));
    lines = '';
  }
  if (lines !== '') stdin.write(lines);
}

/** An idle process must not keep a command from ending that forgot to close the repository. */
function keepsProgramAlive({ child }: GitProcess, alive: boolean): void {
  const does = alive ? 'ref' : 'unref';
  child[does]();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket)[does]();
}
