/** Lines of a log that the runner would take for its own commands (GitHub, "Workflow commands"). Pure. */

/**
 * The text as the log shows it and the runner ignores it: `::` begins a command at the start of a line, `##[` anywhere. Much of what is
 * logged was written by whoever can push a branch.
 */
export function defused(text: string): string {
  return text
    .replaceAll('##[', '## [')
    .split(/\r\n|[\n\r]/)
    .map((line) => line.replace(/^(\s*):(?=:)/, '$1: '))
    .join('\n');
}
