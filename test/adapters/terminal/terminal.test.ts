/** Questions on a pipe and on a terminal (SPEC A7 *Prompts*). */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openTerminal } from '../../../src/adapters/terminal/terminal.ts';

/** A stream that says what it is. */
function stream(facts: { isTTY?: boolean; columns?: number } = {}) {
  const made = new PassThrough();
  const seen: string[] = [];
  made.on('data', (piece: Buffer) => seen.push(piece.toString()));
  return Object.assign(made, facts, { seen: () => seen.join('') });
}

function onPipe(input: string) {
  const stdin = new PassThrough();
  stdin.end(input);
  const stdout = stream();
  return { stdout, terminal: openTerminal({ stdin, stdout, stderr: stream() }, {}) };
}

function onConsole(variables: Record<string, string> = {}, isStdoutTerminal = true) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = stream(isStdoutTerminal ? { isTTY: true, columns: 100 } : {});
  const stderr = stream({ isTTY: true, columns: 100 });
  return { stdin, stdout, stderr, terminal: openTerminal({ stdin, stdout, stderr }, variables) };
}

describe('on a pipe', () => {
  it('each question takes one line, the last one also without a line break', async () => {
    const { terminal, stdout } = onPipe('one\r\n\n  three \nüber');
    const answers = [];
    for (const prompt of ['a: ', 'b: ', 'c: ']) answers.push(await terminal.ask(prompt));
    answers.push(await terminal.askSecret('PIN: '));
    expect(answers).toEqual(['one', '', '  three ', 'über']);
    expect(stdout.seen()).toBe('a: \nb: \nc: \nPIN: \n');
    expect([terminal.isInteractive, terminal.colour, terminal.columns]).toEqual([false, false, undefined]);
  });

  it('the end of input stops it, at every question', async () => {
    const { terminal } = onPipe('');
    await expect(terminal.ask('a: ')).rejects.toMatchObject({ code: 'aborted' });
    await expect(terminal.askSecret('b: ')).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('on a terminal', () => {
  it('shows what is typed at a question, and nothing of a PIN', async () => {
    const { terminal, stdin, stdout } = onConsole();
    const answer = terminal.ask('Name: ');
    stdin.write('ali\x7fice\r');
    expect(await answer).toBe('alice');
    expect(stdout.seen()).toContain('ice');
    const pin = terminal.askSecret('PIN: ');
    stdin.write('1234567');
    stdin.write('\x7f8\r');
    expect(await pin).toBe('1234568');
    expect(stdout.seen()).toMatch(/PIN: \n$/);
    expect(stdout.seen()).not.toContain('123');
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('%s stops it, at a question and at a PIN', async (_, key) => {
    const { terminal, stdin } = onConsole();
    for (const ask of [terminal.ask, terminal.askSecret]) {
      const answer = ask('? ');
      stdin.write('half');
      stdin.write(`\x15${key}`);
      await expect(answer).rejects.toMatchObject({ code: 'aborted' });
    }
  });

  it('lines that are pasted answer the next questions, but never a PIN', async () => {
    const { terminal, stdin } = onConsole();
    const first = terminal.ask('a: ');
    stdin.write('one\rtwo\rthree\r');
    expect(await first).toBe('one');
    expect(await terminal.ask('b: ')).toBe('two');
    const pin = terminal.askSecret('PIN: ');
    stdin.write('0000\r');
    expect(await pin).toBe('0000');
  });

  it('has colours unless it is told otherwise, and as many columns as it has now', () => {
    const { terminal, stdout } = onConsole();
    expect([terminal.isInteractive, terminal.colour, terminal.columns]).toEqual([true, true, 100]);
    stdout.columns = 80;
    expect(terminal.columns).toBe(80);
    expect(onConsole({ NO_COLOR: '1' }).terminal.colour).toBe(false);
    expect(onConsole({ TERM: 'dumb' }).terminal.colour).toBe(false);
  });

  it('asks for a PIN only once the terminal does not echo any more what is typed', async () => {
    const { terminal, stdin, stdout } = onConsole();
    const seenAt: string[] = [];
    Object.assign(stdin, { setRawMode: (isRaw: boolean) => isRaw && seenAt.push(stdout.seen()) });
    const pin = terminal.askSecret('PIN: ');
    stdin.write('1234\r');
    expect(await pin).toBe('1234');
    expect(seenAt).toEqual(['']);
  });

  it('breaks what it shows and asks between words', async () => {
    const { terminal, stdin, stdout } = onConsole();
    stdout.columns = 20;
    terminal.show('one two three four five\n');
    expect(stdout.seen()).toBe('one two three four\n  five\n');
    const answer = terminal.ask('Who is it that signs this? ');
    stdin.write('me\r');
    expect(await answer).toBe('me');
    expect(stdout.seen().replace(/\u001b\[\w+/g, '')).toContain('Who is it that signs\n  this?');
  });

  it('asks on standard error when standard output goes elsewhere', async () => {
    const { terminal, stdin, stdout, stderr } = onConsole({}, false);
    const answer = terminal.ask('Name: ');
    stdin.write('bob\r');
    expect(await answer).toBe('bob');
    terminal.show('shown\n');
    expect(stdout.seen()).toBe('');
    expect(stderr.seen()).toContain('shown');
  });
});
