/** actions/<name>/action.yml and README.md: what an action's specification says (SPEC A9). */
import type { ActionSpec, Input, Permission } from '../../src/actions/action.ts';
import { code, table } from './prose.ts';

/** @param folder below `actions/`; the old name of an action has the program of the new one */
export function renderActionYaml(spec: ActionSpec, folder: string): string {
  const inputs = Object.entries(spec.inputs).map(([name, input]) => inputLines(name, input));
  const outputs = Object.entries(spec.outputs).map(([name, about]) => [
    `  ${name}:`,
    `    description: ${quoted(about)}`,
  ]);
  const lines = [
    `name: ${quoted(`TUF-on-CI ${folder}`)}`,
    `description: ${quoted(spec.summary)}`,
    'author: tuf-on-ci',
    ...(inputs.length > 0 ? ['inputs:', ...inputs.flat()] : []),
    ...(outputs.length > 0 ? ['outputs:', ...outputs.flat()] : []),
    'runs:',
    '  using: node24',
    `  main: ../../dist/${spec.name}.js`,
  ];
  return `${lines.join('\n')}\n`;
}

function inputLines(name: string, input: Input): string[] {
  return [
    `  ${name}:`,
    `    description: ${quoted(input.about)}`,
    `    required: ${input.required === true}`,
    ...(input.default === undefined ? [] : [`    default: ${quoted(input.default)}`]),
  ];
}

/** YAML in single quotes: nothing in it is special but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function renderActionReadme(spec: ActionSpec, folder: string): string {
  const shown = Object.entries(spec.inputs).filter(([, { hidden }]) => !hidden);
  const parts = [
    `# ${folder}`,
    `${spec.summary}.`,
    ...(folder === spec.name ? [] : [`The same as [${spec.name}](../${spec.name}/README.md), under its old name.`]),
    spec.about,
    'It needs no step before it and installs nothing. A commit that it works on it brings by itself, or uses the checkout of an earlier step when that is the right one.',
    `## Use\n\n\`\`\`yaml\n${renderWorkflow(spec, folder)}\n\`\`\``,
    ...(shown.length > 0 ? [`## Inputs\n\n${table(['Input', 'Meaning', 'Default'], shown.map(inputRow))}`] : []),
    ...(Object.keys(spec.outputs).length > 0
      ? [
          `## Outputs\n\n${table(
            ['Output', 'Meaning'],
            Object.entries(spec.outputs).map(([name, about]) => [code(name), about]),
          )}`,
        ]
      : []),
    `## Permissions\n\n${table(['Permission', 'Why'], spec.permissions.map(permissionRow))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function inputRow([name, input]: [string, Input]): string[] {
  const about = `${input.about}${input.required ? ' (required)' : ''}`;
  return [code(name), about, input.default ? code(input.default) : ''];
}

function permissionRow({ scope, access, why, optional }: Permission): string[] {
  return [code(`${scope}: ${access}`), `${why}${optional ? '; goes on without, with a warning' : ''}`];
}

function renderWorkflow(spec: ActionSpec, folder: string): string {
  const isPushing = spec.permissions.some(({ scope, access }) => scope === 'contents' && access === 'write');
  const given = Object.entries(spec.inputs).filter(
    ([name, { required }]) => required || (name === 'token' && isPushing),
  );
  const values = given.map(([name]) => `          ${name}: ${exampleOf(name)}`);
  return [
    spec.example,
    '',
    'permissions: {}',
    '',
    'jobs:',
    `  ${folder}:`,
    '    runs-on: ubuntu-latest',
    '    permissions:',
    ...spec.permissions.map(({ scope, access, why }) => `      ${scope}: ${access} # ${why.replaceAll('`', '')}`),
    '    steps:',
    `      - uses: OWNER/tuf-on-ci/actions/${folder}@VERSION`,
    ...(values.length > 0 ? ['        with:', ...values] : []),
  ].join('\n');
}

const examples: Readonly<Record<string, string>> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner
  token: '${{ secrets.TUF_ON_CI_TOKEN || secrets.GITHUB_TOKEN }}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner
  success: "${{ needs.build.result == 'success' }}",
  targets_to_sign: 'targets',
};

function exampleOf(name: string): string {
  return examples[name] ?? '…';
}
