/** The program of the second opinion's thread: one input, one opinion. */
import { parentPort } from 'node:worker_threads';
import type { SecondOpinionInput } from '../../ports/client.ts';
import { secondOpinion } from './second-opinion.ts';

parentPort!.once('message', async (input: SecondOpinionInput) => parentPort!.postMessage(await secondOpinion(input)));
