/** Repositories whose online key is at a service, and processes that sign them while the service runs in this one. */
import { spawn } from 'node:child_process';
import type { Key } from '../../src/tuf/key.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import { type CommandName, changesTo, programsFolder, type Ran } from './commands.ts';
import { type ThrowAwayRepository, throwAwayRepository } from './git.ts';
import { type Draft, signedAt, soundRepository } from './sound-repository.ts';

/** Root has just given snapshot and timestamp to `key`: both are to be signed now. */
export function draftWith(key: Key): Draft {
  const keyid = keyId(key);
  return soundRepository()
    .step(
      'root',
      (root) => {
        delete root.keys[root.roles.snapshot.keyids[0]];
        root.keys[keyid] = key;
        for (const role of [root.roles.snapshot, root.roles.timestamp]) role.keyids = [keyid];
      },
      signedAt,
    )
    .resign('root');
}

/** The same, pushed. */
export function repositoryOf(key: Key): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(draftWith(key)));
  git.push('main');
  return git;
}

/** A command in real time: clouds do not sign by a clock that is set (SPEC B12). */
export function runAlongside(
  { folder, env }: ThrowAwayRepository,
  command: CommandName,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const program = `${programsFolder}/tuf-on-ci-${command}.js`;
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: { ...env, ...variables } });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }));
  });
}

/** Everything that a command could have changed: branches here and there, index and files. */
export function everythingOf({ git, origin }: ThrowAwayRepository): string {
  const refs = (...where: string[]) => git(...where, 'for-each-ref', '--format=%(refname) %(objectname)');
  return [refs(), refs('--git-dir', origin), git('status', '--porcelain', '--ignored'), git('write-tree')].join('\n');
}
