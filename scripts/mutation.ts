/**
 * Breaks the verifier to see a test turn red: every rule is taken out of the registry, and a sample of small changes is made
 * in `src/verifier/rules/`, each in a copy of the tree. Prints the score; not part of .ci/run.
 *
 *     npm run test:mutation -- [--sample N] [--seed N] [--jobs N] [--file REGEX]
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
  const entries = [
    'src',
    'test',
    'scripts',
    'lab',
    'metadata',
    'targets',
    'package.json',
    'vitest.config.ts',
    'tsconfig.json',
  ];
  for (const entry of entries) cpSync(entry, join(copy, entry), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** The family's own stories first: nearly every mutant is caught there, in a fraction of the time. */
function testsOf(file: string): readonly (readonly string[])[] {
  const family: Readonly<Record<string, string>> = {
    'delegated-paths': 'delegations',
    'key-owners': 'key-holders',
    'online-keys': 'roles',
    'online-rollbacks': 'online-roles',
    'copied-signatures': 'signatures',
    'target-hashes': 'target-files',
    'target-names': 'target-files',
  };
  const name = basename(file, '.ts');
  return [[`test/verifier/rules/${family[name] ?? name}.test.ts`], ['test/attacks/attacks.test.ts'], ['test/verifier']];
}

/** Does a test turn red? A mutant that makes the tests hang counts as caught. */
async function isCaught(copy: string, { file, text }: Mutant): Promise<boolean> {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, text);
  try {
    for (const tests of testsOf(file)) if (!(await pass(copy, tests))) return true;
    return false;
  } finally {
    writeFileSync(path, original);
  }
}

function pass(copy: string, tests: readonly string[]): Promise<boolean> {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--bail=1',
    '--no-file-parallelism',
    '--passWithNoTests',
    ...tests,
  ];
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: 180_000 });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code === 0));
  });
}

interface Choice {
  readonly sample: number;
  readonly seed: number;
  readonly jobs: number;
  readonly file: RegExp;
}

async function breakSources({ sample, seed, jobs, file }: Choice): Promise<void> {
  const files = readdirSync(folder).filter((name) => file.test(name));
  const all = files.flatMap((name) => mutantsOf(`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')));
  const mutants = shuffled(all, seed).slice(0, sample);
  let caught = 0;
  let next = 0;
  const work = async () => {
    const copy = copyOfTree();
    try {
      for (let mutant = mutants[next++]; mutant; mutant = mutants[next++]) {
        if (await isCaught(copy, mutant)) caught++;
        else process.stdout.write(`  survived: ${mutant.file}:${mutant.line} ${mutant.what}\n`);
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const score = mutants.length === 0 ? 100 : (100 * caught) / mutants.length;
  process.stdout.write(
    `code mutants: ${mutants.length} of ${all.length} (seed ${seed}), caught: ${caught}, score ${score.toFixed(1)}%\n`,
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
    file: { type: 'string', default: '' },
  },
});
const unmissed = await rulesNobodyMisses();
await breakSources({
  sample: Number(values.sample),
  seed: Number(values.seed),
  jobs: Number(values.jobs),
  file: new RegExp(values.file),
});
if (unmissed.length > 0) process.exitCode = 1;
