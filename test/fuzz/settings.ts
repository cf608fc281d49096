/** `FUZZ_RUNS=100000 npx vitest run test/fuzz` looks elsewhere each time and for longer; by default the same cases are run every time. */
const wanted = process.env['FUZZ_RUNS'];

/** Settings of a property that is run so many times by default. */
export function runs(byDefault: number): { readonly numRuns: number; readonly seed?: number } {
  return wanted === undefined ? { numRuns: byDefault, seed: 20_300_101 } : { numRuns: Number(wanted) };
}
