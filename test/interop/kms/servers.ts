/**
 * Key services that somebody else wrote: ministack (AWS KMS, STS, IAM) and OpenBao (Vault). Installed from the Python registry into
 * `node_modules/.cache/interop` the first time; started on loopback, in memory.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { projectFolder } from '../../support/commands.ts';
import { temporaryFolder } from '../../support/git.ts';

const run = promisify(execFile);

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** What a server is, or why it is not there. With CI=true that is an error. */
export async function orReason<T>(work: Promise<T>): Promise<T | { readonly missing: string }> {
  try {
    return await work;
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const missing = stderr.trim().split('\n').at(-1) || message;
    if (process.env['CI'] === 'true') throw error;
    process.stdout.write(`SKIPPED: ${missing}\n`);
    return { missing };
  }
}

/** The folder of the programs. */
async function installed(): Promise<string> {
  const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
  const { stdout: version } = await run('python3', ['-c', 'import sys; print(sys.executable, sys.version)']);
  const hash = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const environment = join(projectFolder, 'node_modules', '.cache', 'interop', `kms-${hash}`);
  const isDone = join(environment, 'done');
  if (!existsSync(isDone)) {
    rmSync(environment, { recursive: true, force: true });
    mkdirSync(environment, { recursive: true });
    await run('python3', ['-m', 'venv', environment]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--requirement', requirements];
    await run(join(environment, 'bin', 'python'), pip, { maxBuffer: 1 << 26 });
    writeFileSync(isDone, '');
  }
  return join(environment, 'bin');
}

/** AWS KMS, STS and IAM; permissions and trust policies are enforced. */
export async function startMinistack(): Promise<Server> {
  const [programs, port] = [await installed(), await freePort()];
  return start(join(programs, 'ministack'), [], `http://127.0.0.1:${port}`, '/_ministack/health', {
    AUTH: 'true',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    // Without it a port opens on all interfaces.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    SERVICES: 'kms,s3,sts,iam',
  });
}

export const rootToken = 'root-of-the-tests';

export async function startOpenBao(): Promise<Server> {
  const [programs, port] = [await installed(), await freePort()];
  const listen = `127.0.0.1:${port}`;
  const args = [
    'server',
    '-dev',
    `-dev-root-token-id=${rootToken}`,
    '-dev-no-store-token',
    `-dev-listen-address=${listen}`,
  ];
  return start(join(programs, 'bao'), args, `http://${listen}`, '/v1/sys/health', {});
}

async function start(
  program: string,
  args: readonly string[],
  url: string,
  health: string,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const cwd = temporaryFolder();
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await ready(`${url}${health}`, child);
  return {
    url,
    async close() {
      child.kill();
      await ended;
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} has ended`);
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await pause(100);
  }
  child.kill();
  throw new Error(`${child.spawnfile} does not get ready`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
