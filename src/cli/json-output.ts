/** JSON on stdout: what the Actions runner would take for a command (`##[…]`) is written so that it means the same. */
export function jsonOutput(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('##[', '##\\u005b')}\n`;
}
