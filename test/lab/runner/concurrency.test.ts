import { describe, expect, it } from 'vitest';
import { ConcurrencyGroups } from '../../../lab/runner/concurrency.ts';

/** Members by name that write down what happens to them. */
function group() {
  const groups = new ConcurrencyGroups();
  const told: string[] = [];
  const members = new Map<string, { cancel(): void }>();
  return {
    told,
    enter(name: string, cancelInProgress = false) {
      const member = { cancel: () => void told.push(`${name} cancelled`) };
      members.set(name, member);
      groups.enter('online-sign', member, cancelInProgress, () => told.push(`${name} starts`));
    },
    leave: (name: string) => groups.leave('Online-Sign', members.get(name)!),
  };
}

describe('concurrency groups', () => {
  it('let one work and one wait; the newest waits', () => {
    const { told, enter, leave } = group();
    for (const name of ['a', 'b', 'c']) enter(name);
    expect(told).toEqual(['a starts', 'b cancelled']);
    leave('b');
    leave('a');
    leave('c');
    enter('d');
    expect(told).toEqual(['a starts', 'b cancelled', 'c starts', 'd starts']);
  });

  it('stop the one that works when asked to; the next starts when it has left', () => {
    const { told, enter, leave } = group();
    enter('a');
    enter('b', true);
    expect(told).toEqual(['a starts', 'a cancelled']);
    leave('a');
    expect(told).toEqual(['a starts', 'a cancelled', 'b starts']);
  });
});
