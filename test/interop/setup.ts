/** Makes everything ready that the tests are tried against, all at once: most of it is waiting for registries. */
import type { TestProject } from 'vitest/node';
import { setup as act } from './act/install.ts';
import { setup as servers } from './deploy/install.ts';
import { setup as signers } from './signers/install.ts';
import { setup as clients } from './support/install.ts';
import { setup as linters } from './workflows/install.ts';

export async function setup(project: TestProject): Promise<void> {
  await Promise.all([clients, signers, servers, linters, act].map((ready) => ready(project)));
}
