/** Reads a command line by its specification. */
import { parseArgs } from 'node:util';
import { TufError } from '../errors.ts';
import { type CommandSpec, everyCommand, type Option, type Typed } from './command.ts';

/**
 * Errors: `usage` for an unknown option, a missing value, or too many or too few arguments.
 */
export function parseCommandLine(spec: CommandSpec, args: readonly string[]): Typed {
  const options = [...spec.options, ...everyCommand];
  const { values, positionals, tokens } = parse(spec, options, args);
  const required = spec.arguments.filter((argument) => !argument.optional);
  const isMany = spec.arguments.some((argument) => argument.many);
  if (positionals.length < required.length) {
    throw usage(spec, `${required[positionals.length]!.name} is missing`);
  }
  if (!isMany && positionals.length > spec.arguments.length) {
    throw usage(spec, `There is no place for the argument "${positionals[spec.arguments.length]}"`);
  }
  const verbosity = tokens.filter((token) => token.kind === 'option' && token.name === 'verbose').length;
  return { arguments: positionals, options: values, verbosity };
}

function parse(spec: CommandSpec, options: readonly Option[], args: readonly string[]) {
  const config: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const { name, short, value } of options) {
    config[name] = { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) };
  }
  // Only the pairs have a --no- form.
  const negated = args.find(
    (arg) => arg.startsWith('--no-') && !options.some((o) => o.negatable && arg === `--no-${o.name}`),
  );
  if (negated !== undefined && !args.slice(0, args.indexOf(negated)).includes('--')) {
    throw usage(spec, `There is no option "${negated}"`);
  }
  try {
    const parsed = parseArgs({
      args: [...args],
      options: config,
      allowPositionals: true,
      allowNegative: true,
      tokens: true,
    });
    return { ...parsed, values: parsed.values as Typed['options'] };
  } catch (error) {
    throw usage(spec, (error as Error).message.split('. ')[0]!);
  }
}

export function usage(spec: CommandSpec, problem: string): TufError {
  return new TufError('usage', problem, { hint: `See: tuf-on-ci ${spec.name} --help` });
}
