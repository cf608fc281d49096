import { describe, expect, it } from 'vitest';
import { within, withRetries } from '../../src/ports/retry.ts';

const busy = new Error('busy');
const refused = new Error('refused');

/** Time that passes when somebody waits; it is over after some milliseconds. */
function patience(limit = Number.POSITIVE_INFINITY) {
  const end = new AbortController();
  const pauses: number[] = [];
  return {
    pauses,
    end,
    signal: end.signal,
    async pause(milliseconds: number) {
      pauses.push(milliseconds);
      if (pauses.reduce((sum, one) => sum + one, 0) < limit) return;
      end.abort();
      throw end.signal.reason;
    },
  };
}

/** Fails in these ways, then answers. */
function service(...errors: Error[]) {
  const state = { asked: 0 };
  const ask = async () => {
    const error = errors[state.asked++];
    if (error) throw error;
    return 'answer';
  };
  return { state, ask };
}

const isBusy = (error: unknown) => error === busy;

describe('trying again', () => {
  it('ends with the first answer', async () => {
    const time = patience();
    expect(await withRetries(service(busy, busy).ask, isBusy, time)).toBe('answer');
    expect(time.pauses).toHaveLength(2);
    expect(time.pauses[1]).toBeGreaterThan(time.pauses[0] as number);
  });

  it('ends with what is not worth it, and after four attempts', async () => {
    const once = service(busy, refused);
    await expect(withRetries(once.ask, isBusy, patience())).rejects.toBe(refused);
    expect(once.state.asked).toBe(2);
    const always = service(...Array(10).fill(busy));
    await expect(withRetries(always.ask, isBusy, patience())).rejects.toBe(busy);
    expect(always.state.asked).toBe(4);
  });

  it('ends when the time is over, and still says what was wrong', async () => {
    const one = service(busy, busy);
    await expect(withRetries(one.ask, isBusy, patience(1))).rejects.toBe(busy);
    expect(one.state.asked).toBe(1);
    const time = patience();
    let asked = 0;
    const cutShort = async () => {
      if (asked++ === 0) throw busy;
      time.end.abort();
      throw time.signal.reason;
    };
    await expect(withRetries(cutShort, () => true, time)).rejects.toBe(busy);
  });
});

describe('an answer within a time', () => {
  it('is the answer, or the error that comes first', async () => {
    const { signal, end } = patience();
    expect(await within(signal, Promise.resolve(1))).toBe(1);
    await expect(within(signal, Promise.reject(refused))).rejects.toBe(refused);
    const never = within(signal, new Promise(() => {}));
    end.abort();
    await expect(never).rejects.toBe(signal.reason);
    await expect(within(signal, new Promise(() => {}))).rejects.toBe(signal.reason);
  });
});
