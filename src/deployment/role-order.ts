/** The order of every list of roles: root, targets, then by name (SPEC A5). */
import { byCodePoint } from '../text/code-point-order.ts';

const first = ['', 'root', 'targets'];

export function roleOrder(a: string, b: string): number {
  const rankA = first.indexOf(a);
  const rankB = first.indexOf(b);
  if (rankA >= 0 || rankB >= 0) return (rankA < 0 ? first.length : rankA) - (rankB < 0 ? first.length : rankB);
  return byCodePoint(a, b);
}
