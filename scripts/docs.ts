/**
 * Writes the documents that are made from the sources: docs/rules.md from the verifier's rules, docs/commands.md from the
 * commands' specifications. `npm run docs -- --check` writes nothing and fails when one of them differs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actions, oldNames } from '../src/actions/actions.ts';
import { commands } from '../src/cli/commands.ts';
import { rules } from '../src/verifier/registry.ts';
import { auditRules } from '../src/verifier/rules/audit.ts';
import { renderActionReadme, renderActionYaml } from './docs/actions.ts';
import { renderCommandReference } from './docs/commands.ts';
import { renderRuleReference } from './docs/rules.ts';

/** What stands at the head of a generated document. */
const notice = '<!-- Made from the sources by `npm run docs`: do not edit. -->';

/** The generated documents, by their path from the top of the project. */
export async function generatedDocuments(): Promise<ReadonlyMap<string, string>> {
  const specs = await Promise.all(Object.values(commands).map(async (load) => (await load()).spec));
  return new Map([
    ['docs/rules.md', `${notice}\n\n${renderRuleReference([...rules, ...auditRules])}`],
    ['docs/commands.md', `${notice}\n\n${renderCommandReference(specs)}`],
    ...(await actionDocuments()),
  ]);
}

async function actionDocuments(): Promise<readonly (readonly [path: string, text: string])[]> {
  const folders = [...Object.keys(actions).map((name) => [name, name] as const), ...Object.entries(oldNames)];
  const documents = await Promise.all(
    folders.map(async ([folder, name]) => {
      const { spec } = await actions[name]!();
      return [
        [
          `actions/${folder}/action.yml`,
          `${notice.replace(/^<!-- (.*) -->$/, '# $1')}\n${renderActionYaml(spec, folder)}`,
        ],
        [`actions/${folder}/README.md`, `${notice}\n\n${renderActionReadme(spec, folder)}`],
      ] as const;
    }),
  );
  return documents.flat();
}

/** The path on this machine of a file of the project. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [path, text] of await generatedDocuments()) {
    const isSame = readText(path) === text;
    if (isSame) continue;
    if (check) {
      process.stderr.write(`${path} does not match the sources; run "npm run docs" and commit it\n`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(projectFile(path)), { recursive: true });
      writeFileSync(projectFile(path), text);
      process.stdout.write(`wrote ${path}\n`);
    }
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(projectFile(path), 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1]?.endsWith('docs.ts')) await main();
