/** The program of the thread that writes files. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, weightOf } from './batches.ts';
import { FileWriter } from './file-writer.ts';
import type { WriterAnswer, WriterData } from './writer-thread.ts';

const { folder, outstanding } = workerData as WriterData;
const writer = new FileWriter(folder);
let answer: WriterAnswer = { ok: true };

parentPort!.on('message', (message: Batch | 'end') => {
  if (message === 'end') {
    parentPort!.postMessage(answer);
    parentPort!.close();
    return;
  }
  const weight = weightOf(message);
  // After a failure batches are only taken, so that nobody waits.
  try {
    if (answer.ok) writer.write(message);
  } catch (error) {
    answer = { ok: false, code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  Atomics.sub(outstanding, 0, weight);
  Atomics.notify(outstanding, 0);
});
