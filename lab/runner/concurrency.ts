/** Concurrency groups: one at work, one that waits; who comes next takes the place of the one that waits. */

/** What holds or waits for a place. */
export interface Member {
  /** Asks the one at work to stop, or the one that waits to give up. */
  cancel(): void;
}

export class ConcurrencyGroups {
  readonly #groups = new Map<string, { working: Member; waiting: { member: Member; start(): void } | undefined }>();

  /**
   * Asks for a place.
   * @param start is called when it is free: at once, or when the one at work leaves
   * @param cancelInProgress the one at work is asked to stop
   */
  enter(name: string, member: Member, cancelInProgress: boolean, start: () => void): void {
    const key = name.toLowerCase();
    const group = this.#groups.get(key);
    if (!group) {
      this.#groups.set(key, { working: member, waiting: undefined });
      start();
      return;
    }
    const replaced = group.waiting?.member;
    group.waiting = { member, start };
    replaced?.cancel();
    if (cancelInProgress) group.working.cancel();
  }

  /** To be called by each member at its end, whether it worked or only waited. */
  leave(name: string, member: Member): void {
    const key = name.toLowerCase();
    const group = this.#groups.get(key);
    if (!group) return;
    if (group.waiting?.member === member) {
      group.waiting = undefined;
      return;
    }
    if (group.working !== member) return;
    if (group.waiting === undefined) {
      this.#groups.delete(key);
      return;
    }
    const { member: next, start } = group.waiting;
    group.working = next;
    group.waiting = undefined;
    start();
  }
}
