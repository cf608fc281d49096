/** A person at a terminal: runs a program on a pseudo-terminal, which Node cannot make without a compiler and Python can. */
import { spawnSync } from 'node:child_process';

const program = `
import fcntl, json, os, pty, select, struct, sys, termios, time
job = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(job['folder'])
    os.execve(job['argv'][0], job['argv'], job['env'])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 50, job['columns'], 0, 0))
text, seen, end = b'', 0, time.time() + 60
def read():
    global text
    if not select.select([terminal], [], [], 0.2)[0]: return time.time() < end
    try: piece = os.read(terminal, 65536)
    except OSError: return False
    text += piece
    return piece != b''
for question, answer in job['answers']:
    while question.encode() not in text[seen:]:
        if not read(): break
    seen = len(text)
    os.write(terminal, answer.encode())
while read(): pass
echo = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
_, status = os.waitpid(pid, os.WNOHANG if time.time() >= end else 0)
json.dump({'text': text.decode(), 'echo': echo, 'code': os.waitstatus_to_exitcode(status)}, sys.stdout)
`;

export interface Session {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  /** What to wait for, and what to type then. */
  readonly answers: readonly (readonly [question: string, typed: string])[];
}

export interface Ended {
  /** All that was shown, with every escape sequence. */
  readonly text: string;
  /** Does the terminal show what is typed, now that the program has ended? */
  readonly echo: boolean;
  readonly code: number;
}

export function atTerminal(session: Session): Ended {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(session),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the pseudo-terminal failed: ${stderr}`);
  return JSON.parse(stdout) as Ended;
}

/** The lines that a person reads. */
export function linesOf({ text }: Ended): readonly string[] {
  return text.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '').split(/\r*\n/);
}
