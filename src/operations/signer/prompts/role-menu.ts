/** The role menu (SPEC A7): who signs a role and how often; below the numbers of old, what else can be done to it (SPEC B6). */
import { onlineUri } from '../../../deployment/custom-fields.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import type { DelegatedPaths } from '../../../signing-event/edit/delegated-role.ts';
import type { RoleConfig, RoleSigners } from '../../../signing-event/edit/role-config.ts';
import { plural } from '../../../text/quantities.ts';
import { styled, type Terminal as Text, terminal as text } from '../../../text/terminal.ts';
import { askPaths } from './delegated-paths.ts';
import { askOnlineKey, type ChosenKey, type OnlineKeySources } from './online-key.ts';
import { askChoice, askYesOrNo, type MenuEntry } from './question.ts';
import { say } from './say.ts';
import { askPeriods, askSigners, askThreshold } from './signers.ts';

export interface RoleMenuInput {
  readonly role: string;
  /** The person who answers. */
  readonly user: string;
  readonly config: RoleConfig;
  /** Of a delegated role that is delegated by paths. */
  readonly paths: DelegatedPaths | undefined;
  /** Not delegated before this: it cannot be removed or signed again. */
  readonly isNew: boolean;
}

/** Who signs, as chosen: the workflow's key is made when the menu is left for good. */
export type ChosenSigners =
  | Extract<RoleSigners, { kind: 'people' }>
  | { readonly kind: 'online'; readonly key: ChosenKey };

export interface RoleAnswers {
  readonly config: Omit<RoleConfig, 'signers'> & { readonly signers: ChosenSigners };
  readonly paths: DelegatedPaths | undefined;
  /** A new version without a change. */
  readonly signAgain: boolean;
  /** The user's key is to be replaced, in every role that lists it. */
  readonly replaceKey: boolean;
  readonly remove: boolean;
}

type Step = (answers: RoleAnswers) => Promise<RoleAnswers>;

/** Back to the menu after each entry, until it is left with enter or 0. @throws TufError('aborted') */
export async function askRole(
  terminal: Terminal,
  input: RoleMenuInput,
  sources: OnlineKeySources,
): Promise<RoleAnswers> {
  const { config, paths } = input;
  let answers: RoleAnswers = { config, paths, signAgain: false, replaceKey: false, remove: false };
  for (;;) {
    terminal.show(renderRole(input.role, answers, terminal.colour).text);
    const step = await askChoice(terminal, entriesOf(terminal, input, sources), 0);
    if (step === 'continue') return answers;
    answers = await step(answers);
    if (answers.remove) return answers;
  }
}

function entriesOf(
  terminal: Terminal,
  { role, user, paths, isNew }: RoleMenuInput,
  sources: OnlineKeySources,
): readonly MenuEntry<Step | 'continue'>[] {
  const entries: MenuEntry<Step | 'continue'>[] = [
    { number: 0, label: 'Continue', value: 'continue' },
    {
      number: 1,
      label: 'Change who signs it',
      value: async (answers) => {
        const signers = await askWhoSigns(terminal, role, user, answers.config.signers, sources);
        return { ...answers, config: { ...answers.config, signers } };
      },
    },
    {
      number: 2,
      label: 'Change for how long a version is valid',
      value: async (answers) => {
        const periods = await askPeriods(terminal, role, answers.config.periods);
        return { ...answers, config: { ...answers.config, periods } };
      },
    },
  ];
  if (paths) {
    entries.push(
      {
        number: 3,
        label: 'Change which target files it may list',
        value: async (answers) => ({
          ...answers,
          paths: { ...(answers.paths ?? paths), paths: await askPaths(terminal, role, answers.paths ?? paths) },
        }),
      },
      {
        number: 4,
        label: 'Change whether clients look for its files elsewhere too',
        value: async (answers) => {
          const present = answers.paths ?? paths;
          return { ...answers, paths: { ...present, terminating: !present.terminating } };
        },
      },
    );
  }
  if (isNew) return entries;
  entries.push(
    {
      number: 5,
      label: 'Have it signed again now, without a change',
      value: async (answers) => ({ ...answers, signAgain: !answers.signAgain }),
    },
    {
      number: 6,
      label: 'Replace my own key, in every role that I sign',
      value: async (answers) => ({ ...answers, replaceKey: !answers.replaceKey }),
    },
  );
  if (paths) {
    entries.push({
      number: 7,
      label: 'Remove this role, with its metadata and its target files',
      value: async (answers) => ({ ...answers, remove: await isSureToRemove(terminal, role) }),
    });
  }
  return entries;
}

/** root has people's keys only (SPEC B1 *roles*); another role is signed by people or by an online key. */
async function askWhoSigns(
  terminal: Terminal,
  role: string,
  user: string,
  present: ChosenSigners,
  sources: OnlineKeySources,
): Promise<ChosenSigners> {
  if (role !== 'root') {
    say(terminal, `Is ${role} signed by people, or without a person by an online key?`);
    const kind = await askChoice(terminal, [
      { number: 1, label: 'People, each with their own key (offline)', value: 'people' as const },
      { number: 2, label: 'An online key', value: 'online' as const },
    ]);
    if (kind === 'online') return { kind, key: await askOnlineKey(terminal, sources) };
  }
  const before = present.kind === 'people' ? present : { users: [user], threshold: 1 };
  const users = await askSigners(terminal, role, before.users);
  return { kind: 'people', users, threshold: await askThreshold(terminal, users.length, before.threshold) };
}

async function isSureToRemove(terminal: Terminal, role: string): Promise<boolean> {
  if (!terminal.isInteractive) return true;
  return askYesOrNo(terminal, text`Remove ${role} and everything in targets/${role}/?`);
}

/** What the menu is about, before each choice. */
function renderRole(role: string, answers: RoleAnswers, colour: boolean): Text {
  const { config, paths, signAgain, replaceKey } = answers;
  const lines = [
    text`\n${styled('bold', role, colour)}\n`,
    text`  Signed by       ${renderSigners(config.signers)}\n`,
    config.periods
      ? text`  Valid for       ${plural(config.periods.expiry, 'day')}; signed again ${plural(config.periods.signing, 'day')} before it expires\n`
      : text`  Valid for       not said\n`,
  ];
  if (paths) {
    lines.push(text`  Target files    ${paths.paths.join(', ')}\n`);
    if (!paths.terminating) lines.push(text`                  clients also look for them in later roles\n`);
  }
  if (signAgain) lines.push(text`  To be done      signed again now\n`);
  if (replaceKey) lines.push(text`  To be done      your key is replaced\n`);
  return text`${lines}`;
}

function renderSigners(signers: ChosenSigners): Text {
  if (signers.kind === 'online') return text`the online key ${renderChosenKey(signers.key)}`;
  const { users, threshold } = signers;
  if (users.length === 1) return text`${users}`;
  return text`${users.join(', ')} (${threshold} of these ${users.length} must sign)`;
}

/** By its URI, as everywhere (SPEC B2). */
export function renderChosenKey(key: ChosenKey): Text {
  return key === 'workflow'
    ? text`sigstore: (this repository's workflow)`
    : text`${onlineUri(key) ?? 'without a name'}`;
}
