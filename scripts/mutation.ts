/**
 * Breaks the verifier to see a test turn red (`npm run test:mutation -- [--sample N] [--seed N] [--jobs N]`):
 * every rule is taken out of the registry, and a sample of small changes is made in `src/verifier/rules/`, each in a copy
 * of the tree. Prints the score; not part of .ci/run.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules as rulesOfDoors } from '../src/verifier/registry.ts';
import { auditRules } from '../src/verifier/rules/audit.ts';
import { allAttacks } from '../test/attacks/all.ts';
import { judgeScene, verdictLine } from '../test/attacks/attack.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';

const folder = 'src/verifier/rules';

/** Every rule is missed by at least one attack when it is gone. Returns those that nobody misses. */
async function rulesNobodyMisses(): Promise<readonly string[]> {
  const all = [...rulesOfDoors, ...auditRules];
  const unmissed: string[] = [];
  for (const { id } of all) {
    const others = all.filter((rule) => rule.id !== id);
    const its = allAttacks.filter(({ found }) => found.split(' ')[1] === id);
    const caught = await Promise.all(
      its.map(async ({ scene, found }) =>
        (await judgeScene(scene(), others)).findings.map(verdictLine).includes(found),
      ),
    );
    if (!caught.includes(false)) unmissed.push(id);
  }
  process.stdout.write(`rules taken out: ${all.length}, missed by an attack: ${all.length - unmissed.length}\n`);
  for (const id of unmissed) process.stdout.write(`  nobody misses ${id}\n`);
  return unmissed;
}

/** A copy of the tree to break; packages are shared. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'tuf-on-ci-mutation-'));
  for (const entry of [
    'src',
    'test',
    'scripts',
    'lab',
    'metadata',
    'targets',
    'package.json',
    'vitest.config.ts',
    'tsconfig.json',
  ]) {
    cpSync(entry, join(copy, entry), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Does a test turn red? A mutant that makes the tests hang counts as caught. */
function isCaught(copy: string, { file, text }: Mutant): Promise<boolean> {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, text);
  const tests = [`test/verifier/rules/${basename(file, '.ts')}`, 'test/verifier', 'test/attacks/attacks.test.ts'];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', ...tests], {
      cwd: copy,
      stdio: 'ignore',
      timeout: 180_000,
    });
    child.on('close', (code) => {
      writeFileSync(path, original);
      resolve(code !== 0);
    });
  });
}

async function breakSources(sample: number, seed: number, jobs: number): Promise<void> {
  const files = readdirSync(folder).map((name) => `${folder}/${name}`);
  const mutants = shuffled(
    files.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8'))),
    seed,
  ).slice(0, sample);
  const survivors: Mutant[] = [];
  let next = 0;
  const work = async () => {
    const copy = copyOfTree();
    for (let mutant = mutants[next++]; mutant; mutant = mutants[next++]) {
      if (!(await isCaught(copy, mutant))) survivors.push(mutant);
    }
    rmSync(copy, { recursive: true, force: true });
  };
  await Promise.all(Array.from({ length: jobs }, work));
  for (const { file, line, what } of survivors) process.stdout.write(`  survived: ${file}:${line} ${what}\n`);
  const caught = mutants.length - survivors.length;
  const score = mutants.length === 0 ? 100 : (100 * caught) / mutants.length;
  process.stdout.write(
    `code mutants: ${mutants.length} (seed ${seed}), caught: ${caught}, score ${score.toFixed(1)}%\n`,
  );
}

/** The same order for the same seed (a linear congruential generator). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const keyed = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
const unmissed = await rulesNobodyMisses();
await breakSources(Number(values.sample), Number(values.seed), Number(values.jobs));
if (unmissed.length > 0) process.exitCode = 1;
