/** Commits and advances as a command does, to be killed by tests. Arguments: folder, changes (JSON: path -> text or null). */
import { openRepository } from '../../../src/adapters/git/open-repository.ts';

const [folder = '', changes = ''] = process.argv.slice(2);
const repository = await openRepository(folder, { env: process.env });
const head = await repository.resolve('HEAD');
const author = { name: 'A', email: 'a@example.com' };
const commit = await repository.commit(
  Object.entries(JSON.parse(changes) as Record<string, string | null>).map(([path, text]) => ({
    path,
    content: text === null ? null : Buffer.from(text),
  })),
  { parents: head === undefined ? [] : [head], message: 'Online sign (timestamp)', author, now: 1_800_000_000 },
);
await repository.advance(head, commit);
await repository.close();
