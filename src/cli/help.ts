/** `--help`, made from the specifications. */
import { type Argument, type CommandSpec, everyCommand, type Option } from './command.ts';

export function renderHelp(spec: CommandSpec): string {
  const lines = [`${usageLine(spec)}`, '', ...wrap(spec.about, 80), ''];
  if (spec.arguments.length > 0)
    lines.push('Arguments:', ...table(spec.arguments.map(({ name, about }) => [name, about])), '');
  lines.push(
    'Options:',
    ...table([...spec.options, ...everyCommand].map((option) => [optionText(option), option.about])),
    '',
  );
  const exits = [...Object.entries(spec.exits), ['2', 'an error; nothing was pushed or published']] as [
    string,
    string,
  ][];
  lines.push('Exit codes:', ...table(exits), '');
  return lines.join('\n');
}

export function renderCommandList(specs: readonly CommandSpec[], version: string): string {
  return [
    `tuf-on-ci ${version}: a TUF repository run from a git repository`,
    '',
    'Usage: tuf-on-ci <command> [options]      (each command also is a program: tuf-on-ci-<command>)',
    '',
    'Commands:',
    ...table(specs.map(({ name, summary }) => [name, summary])),
    '',
    'Environment:',
    ...table([
      [
        'TUF_ON_CI_DEFAULT_BRANCH',
        "name of the default branch (otherwise the GitHub event's, the remote's HEAD, or main)",
      ],
      [
        'TUF_ON_CI_NO_VERIFY_KID',
        'not empty: keyids are not compared with their keys (repositories with historic keyids)',
      ],
      ['TUF_ON_CI_NOW', 'a time (ISO 8601 or Unix seconds) instead of the clock, for tests and rehearsals'],
      [
        'TUF_ON_CI_SIGSTORE_TRUSTED_ROOT',
        "a trusted_root.json that Sigstore signatures are judged by (otherwise the public instance's is fetched)",
      ],
      ['CRYPTO_SIGNER_PATH_PREFIX', 'folder of the key files that file2: URIs name'],
      ['PYKCS11LIB', 'sign, delegate: the PKCS#11 module of your signing device (otherwise that of YubiKeys)'],
      ['TUF_ON_CI_TEST_KEY', 'delegate: path of a local key file that becomes the online key of a rehearsal'],
    ]),
    '',
    'Help on one command: tuf-on-ci <command> --help',
    '',
  ].join('\n');
}

export function usageLine(spec: CommandSpec): string {
  return `Usage: tuf-on-ci ${[spec.name, '[options]', ...spec.arguments.map(argumentText)].join(' ')}`;
}

function argumentText({ name, optional, many }: Argument): string {
  const text = many ? `${name}…` : name;
  return optional ? `[${text}]` : text;
}

export function optionText({ name, short, value, negatable }: Option): string {
  const long = negatable ? `--push, --no-push`.replaceAll('push', name) : `--${name}`;
  return `${short ? `-${short}, ` : ''}${long}${value === undefined ? '' : ` ${value}`}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first!.length));
  return rows.flatMap(([first, about]) =>
    wrap(about!, 76 - width).map((line, i) => `  ${(i === 0 ? first! : '').padEnd(width)}  ${line}`),
  );
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
