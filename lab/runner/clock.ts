/** The lab's time: it stands still until somebody moves it. */
export class VirtualClock {
  #seconds: number;

  /** @param seconds Unix time */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Unix seconds. */
  get seconds(): number {
    return this.#seconds;
  }

  /** What `startGithub` asks. */
  readonly now = (): Date => new Date(this.#seconds * 1000);

  /** @throws RangeError when time would go back */
  moveTo(seconds: number): void {
    if (seconds < this.#seconds) throw new RangeError('Time does not go back');
    this.#seconds = seconds;
  }
}
