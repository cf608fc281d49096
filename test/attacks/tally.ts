/** Counts what was caught and what passed, family by family. */
import { type Attack, ruleOf } from './attack.ts';

/** The family of the rule; attacks that only signatures stop count as one. */
function familyOf(attack: Attack): string {
  return ruleOf(attack)?.split('/')[0] ?? 'completeness';
}

export class Tally {
  readonly #attacks: readonly Attack[];
  readonly #caught = new Set<Attack>();
  readonly #passed = new Set<Attack>();

  constructor(attacks: readonly Attack[]) {
    this.#attacks = attacks;
  }

  caught(attack: Attack): void {
    this.#caught.add(attack);
  }

  passed(attack: Attack): void {
    this.#passed.add(attack);
  }

  print(): void {
    const families = [...new Set(this.#attacks.map(familyOf))];
    const rows = families.map((family) =>
      row(
        family,
        this.#count((attack) => familyOf(attack) === family),
      ),
    );
    const lines = [row('family', ['attacks', 'caught', 'sound twins', 'passed']), ...rows];
    process.stdout.write(
      `\n${[
        ...lines,
        row(
          'all',
          this.#count(() => true),
        ),
      ].join('\n')}\n\n`,
    );
  }

  #count(isIn: (attack: Attack) => boolean): number[] {
    const attacks = this.#attacks.filter(isIn);
    const caught = attacks.filter((attack) => this.#caught.has(attack)).length;
    const passed = attacks.filter((attack) => this.#passed.has(attack)).length;
    return [attacks.length, caught, attacks.length, passed];
  }
}

function row(name: string, cells: readonly (number | string)[]): string {
  return name.padEnd(16) + cells.map((cell) => String(cell).padStart(13)).join('');
}
