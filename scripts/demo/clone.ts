/** A clone of the demo's repository. */
import { appendFileSync } from 'node:fs';
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
    await processes.run('git', ['clone', '--quiet', url, user], { cwd: place });
    const clone = new Clone(join(place, user), processes);
    await clone.git('config', 'user.name', user);
    await clone.git('config', 'user.email', `${user}@sample.invalid`);
    return clone;
  }

  git(...args: readonly string[]): Promise<string> {
    return this.#processes.run('git', args, { cwd: this.folder });
  }

  /** Git takes no notice of a file: it stays the user's own. */
  ignore(name: string): void {
    appendFileSync(join(this.folder, '.git', 'info', 'exclude'), `/${name}\n`);
  }

  /** Checks out a branch as it is on the server. */
  async checkOut(branch: string): Promise<void> {
    await this.git('fetch', '--quiet', '--prune', 'origin');
    await this.git('checkout', '--quiet', '-B', branch, `origin/${branch}`);
  }

  /** Commits everything that has changed, and pushes it to the branch. */
  async commitAndPush(branch: string, message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--signoff', `--message=${message}`);
    await this.git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  }
}
