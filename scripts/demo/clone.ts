/** A clone of the demo's repository, and what its user does in it. */
import { join } from 'node:path';
import type { Processes } from './processes.ts';

export class Clone {
  readonly folder: string;
  readonly #processes: Processes;

  private constructor(folder: string, processes: Processes) {
    this.folder = folder;
    this.#processes = processes;
  }

  /** Clones into `<place>/<user>`. This clone alone knows who its user is. */
  static async make(processes: Processes, place: string, url: string, user: string): Promise<Clone> {
    await processes.git(['clone', '--quiet', url, user], { cwd: place });
    const clone = new Clone(join(place, user), processes);
    await clone.git('config', 'user.name', user);
    await clone.git('config', 'user.email', `${user}@sample.invalid`);
    return clone;
  }

  git(...args: readonly string[]): Promise<string> {
    return this.#processes.git(args, { cwd: this.folder });
  }

  /** A command of tuf-on-ci in this clone. Gives what it prints to stdout. */
  tufOnCi(name: string, args: readonly string[], exit = 0): Promise<string> {
    return this.#processes.tufOnCi(name, args, { cwd: this.folder, exit });
  }

  /** Checks out a branch as it is on the server. */
  async checkOut(branch: string): Promise<void> {
    await this.git('fetch', '--quiet', '--prune', 'origin');
    await this.git('checkout', '--quiet', '-B', branch, `origin/${branch}`);
  }

  /** Commits everything that has changed, and pushes the branch. */
  async commitAndPush(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--signoff', `--message=${message}`);
    await this.git('push', '--quiet', 'origin', 'HEAD');
  }

  /** Merges an event into main, as the merge button does, and removes its branch. */
  async mergeIntoMain(event: string): Promise<void> {
    await this.checkOut('main');
    await this.git('merge', '--quiet', '--no-ff', '--signoff', `--message=Merge ${event}`, `origin/${event}`);
    await this.git('push', '--quiet', 'origin', 'main', `:${event}`);
  }
}
