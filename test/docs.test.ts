/** The documents say what is: what is generated is up to date, and what is named exists. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { otherFindings } from '../scripts/docs/rules.ts';
import { generatedDocuments, projectFile } from '../scripts/docs.ts';
import { commands } from '../src/cli/commands.ts';
import { rules } from '../src/verifier/registry.ts';
import { auditRules } from '../src/verifier/rules/audit.ts';

const read = (path: string) => readFileSync(projectFile(path), 'utf8');
const filesBelow = (folder: string, end: string) =>
  readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .map((path) => join(folder, path));

const readme = read('README.md');
const documents = ['README.md', ...filesBelow('docs', '.md')];
const ruleIds = new Set([...rules, ...auditRules].map(({ id }) => id));
const otherIds = otherFindings.map(([id]) => id);
const packageJson = JSON.parse(read('package.json')) as { version: string; scripts: Record<string, string> };

/** Every match of the pattern's first group, in all documents or one text. */
function named(pattern: RegExp, text = documents.map(read).join('\n')): Set<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1]!));
}

const codeBlock = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!;

describe('generated documents', () => {
  it('are up to date (else: npm run docs)', async () => {
    for (const [path, text] of await generatedDocuments()) expect(read(path) === text, path).toBe(true);
  });

  it('tell every rule once', () => {
    const rows = [...read('docs/rules.md').matchAll(/^\| `([a-z-]+\/[a-z0-9-]+)` \|/gm)].map((row) => row[1]);
    expect(rows.toSorted()).toEqual([...ruleIds, ...otherIds].toSorted());
  });

  it('say of every rule what to do', () => {
    const silent = read('docs/rules.md')
      .split('\n')
      .filter(
        (line) => /^\| `[a-z-]+\/.*\(/.test(line) && ruleIds.has(line.split('`')[1]!) && !line.includes('*To do:*'),
      );
    expect(silent).toEqual([]);
  });
});

describe('what the documents name', () => {
  it('are rules that exist', () => {
    const families = new Set([...ruleIds].map((id) => id.split('/')[0]));
    const mentioned = [...named(/`([a-z-]+\/[a-z0-9-]+)`/g)].filter((id) => families.has(id.split('/')[0]));
    expect(mentioned.length).toBeGreaterThan(80);
    expect(mentioned.filter((id) => !ruleIds.has(id) && !otherIds.includes(id))).toEqual([]);
  });

  it('are findings without a rule that the sources make', () => {
    const sources = filesBelow('src', '.ts').map(read).join('\n');
    expect(otherIds.filter((id) => ruleIds.has(id) || !sources.includes(`'${id}'`))).toEqual([]);
  });

  it('are files that exist', () => {
    for (const document of documents) {
      const links = [...named(/\]\(([^)#\s]+)[^)]*\)/g, read(document))].filter((link) => !/^https?:/.test(link));
      for (const link of links) expect(existsSync(projectFile(join(dirname(document), link))), link).toBe(true);
      const present = read(document).replaceAll(/^.*\*planned\*.*$/gm, '');
      const paths = named(/`((?:src|test|scripts|docs|dist|lab)\/[\w./-]*)`/g, present);
      for (const path of paths) expect(existsSync(projectFile(path)), `${document}: ${path}`).toBe(true);
    }
  });

  it('are commands that exist', () => {
    const mentioned = named(/(?<![\w-])tuf-on-ci[ -]([a-z]+(?:-[a-z]+)*)(?![\w-]*\/)[`\s]/g, prose());
    expect([...mentioned].filter((name) => !Object.hasOwn(commands, name))).toEqual([]);
    for (const name of Object.keys(commands)) expect(readme).toContain(`| \`${name}`);
  });

  it('are npm scripts that exist', () => {
    const scripts = named(/npm run ([a-z][a-z0-9:-]*)/g);
    expect([...scripts].filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  it('are the environment variables that the sources read', () => {
    const sources = filesBelow('src', '.ts').map(read).join('\n');
    const used = named(/(?:variables|process\.env)\['([A-Z_]+)'\]/g, sources);
    const ours = named(/'(TUF_ON_CI_(?:GOOGLE|AZURE|SIGSTORE)_[A-Z_]+|PYKCS11LIB)'/g, sources);
    const rows = read('docs/environment.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect([...named(/`([A-Z][A-Z_0-9]+)`/g, rows.join('\n'))].toSorted()).toEqual(
      [...new Set([...used, ...ours])].toSorted(),
    );
  });

  it('is the package as it is packed', () => {
    expect([...named(/tuf-on-ci-(\d+\.\d+\.\d+)\.tgz/g)]).toEqual([packageJson.version]);
  });
});

/** Commands in code spans and shell blocks: elsewhere words may follow the name. */
function prose(): string {
  const texts = documents.map(read).join('\n');
  return [...texts.matchAll(/`[^`\n]+`|```sh\n[\s\S]*?```/g)].join('\n');
}

describe('the decision records', () => {
  it('are numbered without a hole and have the same parts', () => {
    const records = readdirSync(projectFile('docs/adr')).toSorted();
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, i) => i + 1));
    for (const name of records) {
      const text = read(`docs/adr/${name}`);
      expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)} `));
      const parts = [...named(/^## (.*)$/gm, text)];
      expect(parts, name).toEqual(['Context', 'Decision', 'Consequences', 'What would change our mind']);
    }
  });
});

describe("the README's example of the library", () => {
  it('runs in this checkout and prints what the README says', () => {
    const args = ['--input-type=module', '--eval', codeBlock('js')];
    const ran = spawnSync(process.execPath, args, { cwd: projectFile(''), encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    expect(readme).toContain(`it prints \`${ran.stdout.trim()}\``);
  });
});
