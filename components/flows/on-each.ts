/** What came of doing something to several things: each is in one of the two. */
export interface Outcome<T, R> {
  done: { of: T; result: R }[]
  failed: { of: T; error: unknown }[]
}

/** So many are under way at a time. */
const LANES = 4

/** Does something to each, a few at a time; what fails keeps no other from being done. In the order given. */
export async function onEach<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<Outcome<T, R>> {
  const settled: PromiseSettledResult<R>[] = []
  const waiting = all.entries()
  const lane = async () => {
    for (const [index, one] of waiting) {
      ;[settled[index]] = (await Promise.allSettled([work(one)])) as [PromiseSettledResult<R>]
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const outcome: Outcome<T, R> = { done: [], failed: [] }
  for (const [index, of] of all.entries()) {
    const one = settled[index]!
    if (one.status === 'fulfilled') outcome.done.push({ of, result: one.value })
    else outcome.failed.push({ of, error: one.reason })
  }
  return outcome
}
