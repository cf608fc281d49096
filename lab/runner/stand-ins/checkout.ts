/** What actions/checkout does, as far as our workflows ask for it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { input, variable } from './inputs.ts';

const folder = resolve(variable('GITHUB_WORKSPACE'), input('path'));
const server = variable('GITHUB_SERVER_URL').replace(/\/$/, '');
const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${input('token')}`).toString('base64')}`;
const own = input('repository') === variable('GITHUB_REPOSITORY');
const ref = input('ref') || (own ? variable('GITHUB_REF') : 'HEAD');
const commit = input('ref') === '' && own ? variable('GITHUB_SHA') : ref;
const depth = input('fetch-depth') === '0' ? [] : [`--depth=${input('fetch-depth')}`];

function git(...args: readonly string[]): void {
  const secret = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${server}/.extraheader`, GIT_CONFIG_VALUE_0: header };
  execFileSync('git', ['-C', folder, ...args], { env: { ...process.env, ...secret }, stdio: 'inherit' });
}

mkdirSync(folder, { recursive: true });
git('init', '--quiet', '--initial-branch=main');
git('remote', 'add', 'origin', `${server}/${input('repository')}`);
const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
git('fetch', '--quiet', '--no-tags', ...depth, 'origin', commit, ...(depth.length === 0 ? everything : []));
const branch = /^(?:refs\/heads\/)?(.+)$/.exec(ref)![1]!;
if (ref.startsWith('refs/heads/')) {
  git('update-ref', `refs/remotes/origin/${branch}`, 'FETCH_HEAD');
  git('checkout', '--quiet', '--force', '-B', branch, `refs/remotes/origin/${branch}`);
} else git('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
if (input('persist-credentials') !== 'false') git('config', '--local', `http.${server}/.extraheader`, header);
