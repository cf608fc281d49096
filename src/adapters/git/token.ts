/** How a token reaches git: by the environment of single commands, never by a file, an argument or a URL. Pure. */

/**
 * Variables for `GitOptions.credentials`. What an earlier step has configured for the same server (`actions/checkout` does) is
 * replaced: GitHub refuses a request with two headers. No helper of the machine is asked.
 * @param own the environment that git gets besides, whose own GIT_CONFIG_COUNT is continued
 */
export function tokenCredentials(
  serverUrl: string,
  token: string,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const header = `http.${serverUrl.replace(/\/?$/, '/')}.extraheader`;
  const settings: [name: string, value: string][] = [
    [header, ''],
    ['credential.helper', ''],
    // A server that stops answering: git itself would wait for ever.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ];
  if (token !== '') settings.push([header, `AUTHORIZATION: basic ${basicToken(token)}`]);
  const before = Number(own['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(before + settings.length) };
  for (const [i, [name, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${before + i}`] = name;
    variables[`GIT_CONFIG_VALUE_${before + i}`] = value;
  }
  return variables;
}

/** The form in which the token is sent; to be hidden in logs as the token is. */
export function basicToken(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}
