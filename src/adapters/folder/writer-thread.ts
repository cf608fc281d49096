/** A thread that writes the files of a folder while this one reads and judges: making 100,000 files takes the system a second or two. */
import { Worker } from 'node:worker_threads';
import { answerOf } from '../../ports/thread-answer.ts';
import { type Batch, weightOf } from './batches.ts';

/** What the thread is started with. */
export interface WriterData {
  readonly folder: string;
  /** What has been handed to the thread and not been written weighs so much. */
  readonly outstanding: Int32Array<SharedArrayBuffer>;
}

/** What the thread says, once. */
export type WriterAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string };

/** Bytes on their way; who has more waits. */
const limit = 1 << 22;
/** Milliseconds without a byte written after which a disk is given up. */
const patience = 60_000;

export class WriterThread {
  readonly #outstanding = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #thread: Worker;
  readonly #answer: Promise<WriterAnswer>;

  /** @param program the built `writer-program.ts` */
  constructor(program: URL, folder: string) {
    const workerData: WriterData = { folder, outstanding: this.#outstanding };
    this.#thread = new Worker(program, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    this.#answer = answerOf(this.#thread, 'The thread that writes files has ended');
  }

  /** The bytes are gone from here. A failure is told by `finish`. */
  write(batch: Batch): void {
    Atomics.add(this.#outstanding, 0, weightOf(batch));
    this.#thread.postMessage(batch, [batch.bytes.buffer]);
    for (let now = Atomics.load(this.#outstanding, 0); now > limit; now = Atomics.load(this.#outstanding, 0)) {
      if (Atomics.wait(this.#outstanding, 0, now, patience) === 'timed-out') throw withCode('ETIMEDOUT');
    }
  }

  /** When all is written. Throws what the file system said. */
  async finish(): Promise<void> {
    this.#thread.postMessage('end');
    const answer = await this.#answer;
    if (!answer.ok) throw withCode(answer.code);
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
