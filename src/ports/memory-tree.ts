/** Trees that are no git revision: a plain object of files (tests), and a tree with changes on top (what is about to be). */
import { createHash } from 'node:crypto';
import type { Change, FileMode, Oid, Tree, TreeEntry } from './repository.ts';

/** A file of a memory tree: its content, or content and mode. */
export type MemoryFile = Uint8Array | { readonly mode: FileMode; readonly content: Uint8Array };

/** A tree of the given files, by path. */
export function memoryTree(files: ReadonlyMap<string, MemoryFile>): Tree {
  return new MemoryTree(files);
}

/** The tree as it will be once the changes are made. */
export function treeWith(base: Tree, changes: readonly Change[]): Tree {
  const written = changes.flatMap(({ path, content }) => (content ? [[path, content] as const] : []));
  return new OverlayTree(base, new Set(changes.map(({ path }) => path)), new MemoryTree(new Map(written)));
}

class MemoryTree implements Tree {
  readonly #entries: readonly TreeEntry[];
  readonly #contents = new Map<Oid, Uint8Array>();

  constructor(files: ReadonlyMap<string, MemoryFile>) {
    this.#entries = [...files].map(([path, file]) => {
      const { mode, content } = file instanceof Uint8Array ? { mode: '100644' as const, content: file } : file;
      const oid = blobOid(content);
      this.#contents.set(oid, content);
      return { path, mode, oid };
    });
  }

  async entries(): Promise<readonly TreeEntry[]> {
    return this.#entries;
  }

  holds(oid: Oid): boolean {
    return this.#contents.has(oid);
  }

  async read(...[oids, open]: Parameters<Tree['read']>): Promise<void> {
    for (const oid of oids) {
      const content = this.#contents.get(oid)!;
      const sink = open(oid, content.length);
      sink.write(content);
      sink.end();
    }
  }
}

class OverlayTree implements Tree {
  readonly #base: Tree;
  readonly #touched: ReadonlySet<string>;
  readonly #changed: MemoryTree;

  constructor(base: Tree, touched: ReadonlySet<string>, changed: MemoryTree) {
    this.#base = base;
    this.#touched = touched;
    this.#changed = changed;
  }

  async entries(): Promise<readonly TreeEntry[]> {
    const untouched = (await this.#base.entries()).filter(({ path }) => !this.#touched.has(path));
    return [...untouched, ...(await this.#changed.entries())];
  }

  async read(...[oids, open]: Parameters<Tree['read']>): Promise<void> {
    const wanted = [...oids];
    await this.#changed.read(
      wanted.filter((oid) => this.#changed.holds(oid)),
      open,
    );
    const others = wanted.filter((oid) => !this.#changed.holds(oid));
    if (others.length > 0) await this.#base.read(others, open);
  }
}

/** git's id of a blob (SHA-1 form): equal contents share it, within one tree and across trees. */
function blobOid(content: Uint8Array): Oid {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
