/** A step's log: what it printed, secrets masked, and the workflow commands in it. */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
}

const command = /^::(?<name>[a-z-]+)(?: [^:]*?)?::(?<value>.*)$/;

/** @param secrets what must not be seen: they become `***`, and so does what the step itself masks with `::add-mask::` */
export function readLog(printed: string, secrets: readonly string[]): { log: string; annotations: Annotation[] } {
  const masked = new Set(secrets.filter((secret) => secret !== ''));
  const annotations: Annotation[] = [];
  const lines: string[] = [];
  for (const line of printed.split(/\r?\n/)) {
    const { name, value } = command.exec(line)?.groups ?? {};
    if (name === 'add-mask') masked.add(unescapeValue(value!));
    else if (name === 'error' || name === 'warning' || name === 'notice') {
      annotations.push({ level: name, message: unescapeValue(value!) });
      lines.push(`${name}: ${unescapeValue(value!)}`);
    } else lines.push(line);
  }
  const mask = (text: string) => [...masked].reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return {
    log: mask(lines.join('\n')),
    annotations: annotations.map(({ level, message }) => ({ level, message: mask(message) })),
  };
}

function unescapeValue(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
