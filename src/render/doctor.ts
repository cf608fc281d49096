/** What `tuf-on-ci doctor` prints, and the first lines of an online signature's log. */
import type { TufError } from '../errors.ts';
import type { TokenReport } from '../ports/doctor.ts';
import { styled, type Terminal, terminal, terminalLines } from '../text/terminal.ts';

/** An online key that the repository names, and whether it can be used. */
export interface CheckedKey {
  readonly uri: string;
  readonly keyid: string;
  /** Whose signatures it makes, in the order of SPEC A5. */
  readonly roles: readonly string[];
  /** It has signed a test message, and the key in the metadata verifies that; undefined: not tried. */
  readonly signs: boolean | undefined;
  /** Why not. */
  readonly error?: TufError;
}

/** The keys, and the token where there is one. */
export function renderDoctor(keys: readonly CheckedKey[], token: TokenReport | undefined, colour: boolean): string {
  const lines = keys.length === 0 ? [terminal`The repository names no online key`] : [terminal`Online keys:`];
  for (const key of keys) lines.push(...keyLines(key, colour));
  return terminalLines([...lines, ...(token ? tokenLines(token) : [])]).text;
}

/** One line a key: who signs what, before anything is asked of anybody. */
export function renderOnlineKeys(keys: readonly Pick<CheckedKey, 'uri' | 'roles'>[]): string {
  return terminalLines(keys.map(({ uri, roles }) => terminal`Online key of ${roles.join(', ')}: ${uri}`)).text;
}

function keyLines({ uri, roles, signs, error }: CheckedKey, colour: boolean): readonly Terminal[] {
  const line = terminal`  ${verdict(signs, colour)} ${uri} (${roles.join(', ')})`;
  if (signs === undefined)
    return [line, terminal`      Every signature by Sigstore is public for ever: --sigstore tries it`];
  if (!error) return [line];
  return [line, terminal`      ${error.message}`, ...(error.hint ? [terminal`      ${error.hint}`] : [])];
}

function verdict(signs: boolean | undefined, colour: boolean): Terminal {
  if (signs === undefined) return styled('magenta', 'not tried', colour);
  return signs ? styled('green', 'signs    ', colour) : styled('red', 'fails    ', colour);
}

function tokenLines({ repository, may, problem }: TokenReport): readonly Terminal[] {
  const named = (wanted: boolean | undefined) =>
    Object.entries(may).flatMap(([permission, answer]) => (answer === wanted ? [`${permission}: write`] : []));
  const line = (begin: string, permissions: readonly string[]) =>
    permissions.length === 0 ? [] : [terminal`  ${begin} ${permissions.join(', ')}`];
  return [
    terminal`GitHub token for ${repository}:`,
    ...(problem === undefined ? [] : [terminal`  ${problem}`]),
    ...line('has', named(true)),
    ...line('lacks', named(false)),
    ...line('cannot be told:', named(undefined)),
  ];
}

/** The shape of `doctor --json`: members may be added, none is renamed or removed. */
export function doctorAsJson(keys: readonly CheckedKey[], token: TokenReport | undefined): object {
  return {
    ok: keys.every(({ signs }) => signs !== false),
    onlineKeys: keys.map(({ uri, keyid, roles, signs, error }) => ({
      uri,
      keyid,
      roles,
      signs: signs ?? null,
      error: error ? { code: error.code, message: error.message, hint: error.hint ?? null } : null,
    })),
    github: token
      ? {
          repository: token.repository,
          problem: token.problem ?? null,
          permissions: Object.fromEntries(Object.entries(token.may).map(([name, may]) => [name, may ?? null])),
        }
      : null,
  };
}
