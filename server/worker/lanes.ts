/** Parts that one lane takes at a time: what a batch costs is shared by all of them. */
const MOST_PARTS = 8
/** How long parts are left alone in which nothing could be done: somebody else has them in hand. */
const LEFT_ALONE_MS = 50

/**
 * A few lanes that work on parts at the same time, each on a group of them. A lane that is slow keeps nobody waiting but its own
 * group: the others go on with what comes meanwhile. `onFree` is told whenever a lane has ended its work.
 */
export class Lanes {
  private readonly inHand = new Set<number>()
  private readonly leftAlone = new Map<number, number>()
  private readonly open = new Set<Promise<void>>()
  private readonly failures: unknown[] = []
  private readonly width: number
  private readonly onFree: () => void

  constructor(width: number, onFree: () => void) {
    this.width = width
    this.onFree = onFree
  }

  /**
   * Gives the parts that nobody works on to lanes that are free, the first ones first. `work` returns how much it did. Returns in
   * how many milliseconds parts that were left alone can be given out again. Throws what a lane threw before.
   */
  give(parts: number[], work: (group: number[]) => Promise<number>): number {
    if (this.failures.length > 0) throw this.failures.shift()
    const now = performance.now()
    for (const [part, until] of this.leftAlone) if (until <= now) this.leftAlone.delete(part)
    const free = parts.filter((part) => !this.inHand.has(part))
    const wanted = free.filter((part) => !this.leftAlone.has(part))
    while (wanted.length > 0 && this.open.size < this.width) this.begin(wanted.splice(0, MOST_PARTS), work)
    const again = free.flatMap((part) => this.leftAlone.get(part) ?? []).map((until) => until - now)
    return Math.min(...again, Number.POSITIVE_INFINITY)
  }

  /** Whether every lane has its hands full. */
  get full(): boolean {
    return this.open.size >= this.width
  }

  /** Waits for what is under way. */
  async end(): Promise<void> {
    while (this.open.size > 0) await Promise.all(this.open)
  }

  private begin(group: number[], work: (group: number[]) => Promise<number>): void {
    for (const part of group) this.inHand.add(part)
    const lane = work(group)
      .then((done) => {
        if (done > 0) return
        const until = performance.now() + LEFT_ALONE_MS
        for (const part of group) this.leftAlone.set(part, until)
      })
      .catch((error) => {
        this.failures.push(error)
      })
      .finally(() => {
        for (const part of group) this.inHand.delete(part)
        this.open.delete(lane)
        this.onFree()
      })
    this.open.add(lane)
  }
}
