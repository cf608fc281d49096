/** POSIX cron as GitHub's schedules have it: five fields, in UTC; names of months and weekdays; no finer than five minutes. */

interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** When both are given, either is enough. */
  readonly eitherDay: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const minute = 60;

/** The last time (Unix seconds) in `(after, until]` that a cron line names; undefined when there is none. */
export function lastOccurrence(cron: string, after: number, until: number): number | undefined {
  const schedule = parseCron(cron);
  for (let time = Math.floor(until / minute) * minute; time > after; time -= minute) {
    if (matches(schedule, time)) return time;
  }
  return undefined;
}

function matches(schedule: Schedule, seconds: number): boolean {
  const time = new Date(seconds * 1000);
  const isDay = schedule.days.has(time.getUTCDate());
  const isWeekday = schedule.weekdays.has(time.getUTCDay());
  return (
    schedule.minutes.has(time.getUTCMinutes()) &&
    schedule.hours.has(time.getUTCHours()) &&
    schedule.months.has(time.getUTCMonth() + 1) &&
    (schedule.eitherDay ? isDay || isWeekday : isDay && isWeekday)
  );
}

/** @throws RangeError for a line that GitHub would not take */
export function parseCron(cron: string): Schedule {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) throw new RangeError(`A schedule has five fields: "${cron}"`);
  const [minutes, hours, days, monthField, weekdayField] = fields as [string, string, string, string, string];
  const schedule = {
    minutes: parseField(minutes, 0, 59),
    hours: parseField(hours, 0, 23),
    days: parseField(days, 1, 31),
    months: parseField(named(monthField, months, 1), 1, 12),
    weekdays: parseField(named(weekdayField, weekdays, 0), 0, 6),
    eitherDay: !days.startsWith('*') && !weekdayField.startsWith('*'),
  };
  return schedule;
}

function named(field: string, names: readonly string[], first: number): string {
  return field.replaceAll(/[a-z]+/gi, (name) => String(names.indexOf(name.toLowerCase()) + first));
}

function parseField(field: string, min: number, max: number): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!found) throw new RangeError(`No part of a schedule: "${part}"`);
    const [, first, last, step] = found;
    const from = first === undefined ? min : Number(first);
    const to = last !== undefined ? Number(last) : first === undefined || step !== undefined ? max : from;
    if (from < min || to > max || from > to || step === '0') throw new RangeError(`Out of range: "${part}"`);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}
