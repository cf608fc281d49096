import { testClient } from '../../operations/test-client.ts';
import { terminal } from '../../text/terminal.ts';
import type { Command, Typed } from '../command.ts';
import { clockOf } from '../environment.ts';
import { usage } from '../parse.ts';

const spec = {
  name: 'test-client',
  summary: 'update a real TUF client from a published repository',
  about: 'Runs the client workflow of tuf-js against the URLs and looks at what the client got.',
  arguments: [],
  options: [
    { name: 'metadata-url', short: 'm', value: 'URL', about: 'Where the metadata is published (required)' },
    { name: 'artifact-url', short: 'a', value: 'URL', about: 'Where the target files are published (required)' },
    {
      name: 'update-base-url',
      short: 'u',
      value: 'URL',
      about: 'Update from this metadata URL first, as clients have until now',
    },
    {
      name: 'initial-root',
      short: 'r',
      value: 'FILE',
      about: 'The root the client starts with; 1.root.json of the metadata URL unless given',
    },
    {
      name: 'expected-artifact',
      short: 'e',
      value: 'TARGET',
      about: 'A target file that must be found and downloaded',
    },
    {
      name: 'compare-source',
      short: 'c',
      value: 'DIR',
      about: 'A checkout whose root.json and timestamp.json must be the published ones',
    },
    { name: 'time', short: 't', value: 'TIME', about: "The client's clock, in Unix seconds" },
    {
      name: 'offline-time',
      short: 'o',
      value: 'TIME',
      about: 'root and targets must be valid at this time, in Unix seconds',
    },
    { name: 'metadata-dir', short: 'd', value: 'DIR', about: 'Keep what the client got, as <role>.json' },
  ],
  exits: { 0: 'all checks pass' },
} as const;

export const testClientCommand: Command = {
  spec,
  async run(typed, environment) {
    const text = (name: string) => typed.options[name] as string | undefined;
    const required = (name: string) => {
      const value = text(name);
      if (!value) throw usage(spec, `--${name} is missing`);
      return value;
    };
    const input = {
      metadataUrl: required('metadata-url'),
      artifactUrl: required('artifact-url'),
      updateBaseUrl: text('update-base-url'),
      initialRoot: text('initial-root'),
      expectedArtifact: text('expected-artifact'),
      compareSource: text('compare-source'),
      metadataDir: text('metadata-dir'),
      time: seconds(typed, 'time'),
      offlineTime: seconds(typed, 'offline-time'),
      now: clockOf(environment).now,
    };
    const { testClientPorts } = await import('../../adapters/client/tuf-js-client.ts');
    const { checks, warnings } = await testClient(input, testClientPorts());
    for (const warning of warnings) environment.stderr(terminal`warning: ${warning}\n`.text);
    for (const { check, detail } of checks) environment.stdout(terminal`ok: ${check}: ${detail}\n`.text);
    return 0;
  },
};

function seconds(typed: Typed, name: string): number | undefined {
  const text = typed.options[name];
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^\d{1,12}$/.test(text)) return Number(text);
  throw usage(spec, `--${name} is no time in Unix seconds: ${text}`);
}
