/** docs/commands.md: what `--help` says of every command, on one page. */
import { type CommandSpec, everyCommand, type Option } from '../../src/cli/command.ts';
import { optionText, usageLine } from '../../src/cli/help.ts';
import { code, prose, table } from './prose.ts';

const intro = `# Commands

\`tuf-on-ci <command>\` and \`tuf-on-ci-<command>\` are the same program. Each works on the git repository of the current
folder (\`verify\` also on another, \`test-client\` on none) and judges what is committed. A command that writes refuses
uncommitted changes below \`metadata/\` and \`targets/\`; \`status\` and \`verify\` warn of them.

Exit code 0 is success and 1 the ordinary "no", as each command says below. 2 is an error: one sentence on stderr, and what
to do; a command that refuses because of findings ends so too. 3 is a defect of this program. A refusal leaves the
repository, the branch and the output folders as they were; when only the push fails, the new commits stay in the clone.

Every command also has:

${optionTable(everyCommand)}
`;

export function renderCommandReference(specs: readonly CommandSpec[]): string {
  return [intro, ...specs.map(renderCommand)].join('\n');
}

function renderCommand(spec: CommandSpec): string {
  const usage = usageLine(spec).replace(/^Usage: /, '');
  const parts = [`## tuf-on-ci ${spec.name}`, `\`\`\`\n${usage}\n\`\`\``, prose(spec.about)];
  if (spec.arguments.length > 0) {
    const rows = spec.arguments.map(({ name, about }) => [code(name), prose(about)]);
    parts.push(table(['Argument', 'Meaning'], rows));
  }
  if (spec.options.length > 0) parts.push(optionTable(spec.options));
  const exits = Object.entries(spec.exits).map(([exit, about]) => [exit, prose(about)]);
  return `${[...parts, table(['Exit code', 'Meaning'], exits)].join('\n\n')}\n`;
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((option) => [code(optionText(option)), prose(option.about)]);
  return table(['Option', 'Meaning'], rows);
}
