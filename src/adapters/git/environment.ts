/**
 * The environment that git runs in. Which repository, index or object store git works on is said by us alone; how a
 * person or a CI job reaches the remote is left as they set it up.
 */

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentOptions {
  /** Read the machine-wide configuration too: for what talks to a remote or asks who the user is. */
  readonly systemConfig: boolean;
  /** git may ask for a user name or password on the terminal. */
  readonly prompts: boolean;
}

/**
 * What may pass of git's own variables: reaching a remote (ssh, askpass, proxies, certificates), configuration given by
 * CI (`actions/checkout`, `GIT_CONFIG_COUNT`), identity. Left out, by being unnamed: GIT_DIR, GIT_INDEX_FILE,
 * GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES, GIT_NAMESPACE, GIT_EXTERNAL_DIFF, GIT_TRACE and their like,
 * which an alias or hook that we were started from leaves behind.
 */
const passedOn = new RegExp(
  `^GIT_(?:${[
    'ASKPASS',
    'SSH(?:_COMMAND|_VARIANT)?',
    '(?:SSL|PROXY|HTTP)_[A-Z_]+',
    'ALLOW_PROTOCOL',
    'CONFIG_(?:GLOBAL|SYSTEM|COUNT|KEY_[0-9]+|VALUE_[0-9]+)',
    '(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL)',
    'EXEC_PATH',
    'CEILING_DIRECTORIES',
  ].join('|')})$`,
);

/**
 * The environment of one git process. Variables that are not git's pass as they are: credential helpers, ssh and its
 * agent are programs of the user's choice, and what they read (HOME, SSH_AUTH_SOCK, a token) is theirs to say.
 */
export function gitEnvironment(own: Environment, options: EnvironmentOptions): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (!/^GIT_/i.test(name) || passedOn.test(name))) environment[name] = value;
  }
  return {
    ...environment,
    // The messages we read and show are English, whatever the machine speaks.
    LC_ALL: 'C',
    LANGUAGE: '',
    // History as it is, not as someone wished it were.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    // `:(glob)x` is a file name here.
    GIT_LITERAL_PATHSPECS: '1',
    // Reading never writes the index.
    GIT_OPTIONAL_LOCKS: '0',
    ...(options.systemConfig ? {} : { GIT_CONFIG_NOSYSTEM: '1' }),
    ...(options.prompts ? {} : { GIT_TERMINAL_PROMPT: '0' }),
  };
}
