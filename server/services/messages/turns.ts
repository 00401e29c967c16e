/** Lets at most so many go on at the same time; the others wait in the order in which they came. */
export class Turns {
  private free: number
  private readonly waiting: (() => void)[] = []

  constructor(atOnce: number) {
    this.free = atOnce
  }

  /** Waits for a turn; returns what gives it back. */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((go) => this.waiting.push(go))
    return () => {
      const next = this.waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }
}
