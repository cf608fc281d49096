/** Everything that a lab knows, set aside when nothing is under way, so that others may begin there. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './facts.ts';
import type { World } from './world.ts';

export interface Snapshot {
  /** Bare repositories as they were. */
  readonly folder: string;
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly ids: World['ids'];
}

/** @param folder that is not there yet, for the bare repositories; whoever names it removes it */
export async function takeSnapshot(world: World, folder: string): Promise<Snapshot> {
  await cp(world.folder, folder, { recursive: true });
  const { repositories, ids } = world;
  return { folder, ...structuredClone({ repositories, ids }) };
}

/** Puts everything but tokens into a world that is new. The same snapshot may be used again. */
export async function restoreSnapshot(world: World, snapshot: Snapshot): Promise<void> {
  await cp(snapshot.folder, world.folder, { recursive: true });
  const { repositories, ids } = structuredClone({ repositories: snapshot.repositories, ids: snapshot.ids });
  for (const [key, repository] of repositories) {
    const { owner, name, fullName, pages } = repository;
    // The only facts that say where the world is.
    Object.assign(repository, { folder: join(world.folder, owner, `${name}.git`) });
    if (pages !== undefined) repository.pages = { ...pages, url: `${world.url}/pages/${fullName}/` };
    world.repositories.set(key, repository);
  }
  Object.assign(world.ids, ids);
}
