/** The conversation about a delegation, from the menus' answers to an edited event (SPEC A7). Nothing is judged or signed here. */
import { parseGithubUrl } from '../../deployment/github-url.ts';
import { metadataPath } from '../../deployment/layout.ts';
import { workflowKey } from '../../deployment/workflow-key.ts';
import { TufError } from '../../errors.ts';
import { withCompliantKeyids } from '../../signing-event/edit/compliant-keyids.ts';
import { readDelegatedPaths, withDelegatedPaths, withoutRole } from '../../signing-event/edit/delegated-role.ts';
import { type EventContent, eventContent } from '../../signing-event/edit/event-content.ts';
import { newRepository } from '../../signing-event/edit/new-repository.ts';
import { withOnlineRoles } from '../../signing-event/edit/online-roles.ts';
import { checkRoleName, ownPaths, withRole } from '../../signing-event/edit/role.ts';
import {
  newRoleConfig,
  newTimestampPeriods,
  type OnlineConfig,
  type RoleConfig,
  readOnlineConfig,
  readRoleConfig,
} from '../../signing-event/edit/role-config.ts';
import { signedAgain } from '../../signing-event/edit/sign-again.ts';
import { shellWord } from '../../text/shell.ts';
import { equalJson } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { isTopLevelRole } from '../../tuf/metadata.ts';
import { isOnlineRole } from '../../verifier/rules/changes.ts';
import type { DelegateOptions } from './delegate.ts';
import type { ChosenKey, OnlineKeySources } from './prompts/online-key.ts';
import { askOnlineRoles, type OnlineAnswers } from './prompts/online-menu.ts';
import { type Answer, askFor } from './prompts/question.ts';
import { askRole, type RoleAnswers } from './prompts/role-menu.ts';
import { say } from './prompts/say.ts';
import type { SignerSession } from './session.ts';
import { editContext } from './signing.ts';
import type { Workspace } from './workspace.ts';

export interface DelegationEdit {
  readonly event: EventContent;
  /** Of the commit. */
  readonly message: string;
  /** The user is among the signers of what was edited: they are asked for their key (SPEC A7). */
  readonly isSigner: boolean;
  /** The user asked for another key in the place of theirs. */
  readonly replaceKey: boolean;
}

/** A repository that is empty: root, targets, and the online roles. Errors: `aborted`, `settings`. */
export async function startRepository(
  session: SignerSession,
  workspace: Workspace,
  { role }: Pick<DelegateOptions, 'role'>,
): Promise<DelegationEdit> {
  const { terminal, user } = session;
  say(
    terminal,
    'There is no TUF metadata yet: you are about to start a repository. Two of its roles are signed by people:',
  );
  say(terminal, 'root says who signs everything else; its signers can replace each other', undefined, 2);
  say(terminal, 'targets lists the files that are published', undefined, 2);
  if (role !== undefined && !isTopLevelRole(role)) say(terminal, `Once it is started, ${role} can be added to it.`);
  const sources = keySources(session);
  const menu = { user, paths: undefined, isNew: true };
  const rootAnswers = await askRole(terminal, { ...menu, role: 'root', config: newRoleConfig(user) }, sources);
  const root = await settled(session, workspace, rootAnswers.config);
  const targetsAnswers = await askRole(terminal, { ...menu, role: 'targets', config: root }, sources);
  const onlineAnswers = await askOnlineRoles(
    terminal,
    { key: 'workflow', timestamp: newTimestampPeriods, snapshot: root.periods },
    sources,
  );
  const targets = await settled(session, workspace, targetsAnswers.config);
  const online = await settledOnline(session, workspace, onlineAnswers);
  return {
    event: newRepository({ root, targets, online }, editContext(session, workspace.reading)),
    message: 'Initial root and targets',
    isSigner: isAmong(root, user) || isAmong(targets, user),
    replaceKey: false,
  };
}

/** One role of a repository; undefined when nothing is to be changed. Errors: `usage`, `aborted`, `settings`. */
export async function editDelegation(
  session: SignerSession,
  workspace: Workspace,
  options: DelegateOptions,
): Promise<DelegationEdit | undefined> {
  const event = eventContent(workspace.reading.context.state);
  requireTopLevelFiles(event, workspace);
  const role = options.role ?? (await askRoleName(session, event));
  const edit = isOnlineRole(role)
    ? await editOnlineRoles(session, workspace, event)
    : await editRole(session, workspace, options, event, role);
  if (!edit || (edit.event === event && !edit.replaceKey)) return undefined;
  return { ...edit, message: `'${role}' role/delegation change` };
}

/** Without them there is nothing that could be edited. */
function requireTopLevelFiles({ documents }: EventContent, { event, defaultBranch }: Workspace): void {
  const missing = ['root', 'targets'].find((role) => !documents.has(role));
  if (missing === undefined) return;
  throw new TufError('no-metadata', `${metadataPath(missing)} of ${event} is missing or cannot be read`, {
    hint: `Restore it in a commit to ${event}: git checkout ${shellWord(`origin/${defaultBranch}`)} -- ${metadataPath(missing)}`,
  });
}

type RoleEdit = Omit<DelegationEdit, 'message'>;

async function editOnlineRoles(session: SignerSession, workspace: Workspace, event: EventContent): Promise<RoleEdit> {
  const answers = await askOnlineRoles(session.terminal, readOnlineConfig(event), keySources(session));
  const config = await settledOnline(session, workspace, answers);
  const edited = withOnlineRoles(event, config, editContext(session, workspace.reading));
  return { event: edited, isSigner: false, replaceKey: false };
}

async function editRole(
  session: SignerSession,
  workspace: Workspace,
  { forceCompliantKeyids }: DelegateOptions,
  event: EventContent,
  role: string,
): Promise<RoleEdit | undefined> {
  const { terminal, user } = session;
  const present = readRoleConfig(event, role);
  const isNew = present === undefined;
  if (isNew) checkRoleName(event, role);
  const paths = isNew ? { paths: ownPaths(role), terminating: true } : readDelegatedPaths(event, role);
  const config = present ?? newRoleConfig(user);
  const answers = await askRole(terminal, { role, user, config, paths, isNew }, keySources(session));
  const context = editContext(session, workspace.reading);
  if (answers.remove) return { event: withoutRole(event, role, context), isSigner: false, replaceKey: false };
  const chosen = await settled(session, workspace, answers.config);
  let edited = withRole(event, role, chosen, context);
  if (answers.paths && !equalJson({ ...answers.paths }, { ...paths! })) {
    edited = withDelegatedPaths(edited, role, answers.paths, context);
  }
  if (forceCompliantKeyids && (role === 'root' || role === 'targets')) {
    edited = withCompliantKeyids(edited, role, context);
  }
  if (answers.signAgain && edited.documents.get(role) === event.documents.get(role)) {
    edited = signedAgain(edited, role, context);
  }
  return { event: edited, isSigner: isAmong(chosen, user), replaceKey: answers.replaceKey };
}

async function askRoleName({ terminal }: SignerSession, event: EventContent): Promise<string> {
  const roles = [...event.documents.keys(), 'timestamp', 'snapshot'];
  say(terminal, `Roles of this repository: ${roles.join(', ')}. Another name makes a new role.`);
  const parse = (answer: string): Answer<string> => {
    try {
      if (!roles.includes(answer)) checkRoleName(event, answer);
      return { value: answer };
    } catch (error) {
      if (!(error instanceof TufError)) throw error;
      return { problem: error.message };
    }
  };
  return askFor(terminal, 'Which role do you want to change', parse);
}

function keySources({ onlineKeys, testKey }: SignerSession): OnlineKeySources {
  return { onlineKeys, testKey };
}

function isAmong({ signers }: RoleConfig, user: string): boolean {
  return signers.kind === 'people' && signers.users.includes(user);
}

/** The config with the workflow's key in the place of the word for it. Errors: `settings`. */
async function settled(
  session: SignerSession,
  workspace: Workspace,
  config: RoleAnswers['config'],
): Promise<RoleConfig> {
  const { signers } = config;
  if (signers.kind === 'people') return { ...config, signers };
  return { ...config, signers: { kind: 'online', key: await settledKey(session, workspace, signers.key) } };
}

async function settledOnline(
  session: SignerSession,
  workspace: Workspace,
  answers: OnlineAnswers,
): Promise<OnlineConfig> {
  return { ...answers, key: await settledKey(session, workspace, answers.key) };
}

async function settledKey(
  { repository, remote }: SignerSession,
  { defaultBranch }: Workspace,
  key: ChosenKey,
): Promise<Key> {
  if (key !== 'workflow') return key;
  const url = await repository.remoteUrl(remote);
  const github = parseGithubUrl(url);
  if (github) return workflowKey({ owner: github.owner, repository: github.repo, defaultBranch });
  throw new TufError(
    'settings',
    `The remote '${remote}' is no repository on GitHub, so no workflow there can be the online key`,
    {
      hint: 'Choose another online key in the menu, or a pull-remote whose URL is one of github.com',
    },
  );
}
