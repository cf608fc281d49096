/** What a stand-in is given, and how it answers. */
import { appendFileSync } from 'node:fs';

export function input(name: string): string {
  return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

export function output(name: string, value: string): void {
  appendFileSync(variable('GITHUB_OUTPUT'), `${name}=${value}\n`);
}
