import { describe, expect, test } from 'vitest';
import { gitEnvironment } from '../../../src/adapters/git/environment.ts';

const local = { systemConfig: false, prompts: false };

describe('the environment of git', () => {
  test.each([
    [
      'a maintainer pushes through an ssh agent',
      { HOME: '/home/m', SSH_AUTH_SOCK: '/run/agent', GIT_SSH_COMMAND: 'ssh -4' },
    ],
    [
      'actions/checkout passes its token as configuration',
      { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'k', GIT_CONFIG_VALUE_0: 'v' },
    ],
    ['a company proxy with its own certificate', { https_proxy: 'http://p', NO_PROXY: 'x', GIT_SSL_CAINFO: '/ca.pem' }],
    [
      'a credential helper with a variable of its own',
      { GIT_ASKPASS: '/bin/ask', XDG_CONFIG_HOME: '/c', GH_TOKEN: 't' },
    ],
  ])('%s', (_story, env) => {
    expect(gitEnvironment({ PATH: '/bin', ...env }, local)).toMatchObject({ PATH: '/bin', ...env });
  });

  test.each([
    [
      'a hook that started us left its index and object store',
      ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_WORK_TREE'],
    ],
    ['and where else to look for objects', ['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE', 'GIT_NAMESPACE']],
    ['programs that git would start', ['GIT_EXTERNAL_DIFF', 'GIT_PAGER', 'GIT_EDITOR', 'GIT_PROXY_COMMAND_X1']],
    ['settings of an outer git -c', ['GIT_CONFIG_PARAMETERS', 'GIT_CONFIG', 'GIT_CONFIG_KEY_x']],
    ['dates that would make other commits', ['GIT_AUTHOR_DATE', 'GIT_COMMITTER_DATE']],
  ])('does not pass on: %s', (_story, names) => {
    const env = gitEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])), local);
    for (const name of names) expect(env).not.toHaveProperty(name);
  });

  test('says itself what matters, whatever was set', () => {
    const env = gitEnvironment(
      { LC_ALL: 'de_DE', LANGUAGE: 'de', GIT_NO_REPLACE_OBJECTS: '', GIT_LITERAL_PATHSPECS: '0' },
      local,
    );
    expect(env).toMatchObject({ LC_ALL: 'C', LANGUAGE: '', GIT_NO_REPLACE_OBJECTS: '1', GIT_LITERAL_PATHSPECS: '1' });
  });

  test('reads the machine-wide configuration and asks for passwords only where that is wanted', () => {
    expect(gitEnvironment({}, local)).toMatchObject({ GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' });
    const kind = gitEnvironment({}, { systemConfig: true, prompts: true });
    expect(kind).not.toHaveProperty('GIT_CONFIG_NOSYSTEM');
    expect(kind).not.toHaveProperty('GIT_TERMINAL_PROMPT');
  });
});
