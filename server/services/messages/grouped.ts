/**
 * Collects what is added while a previous group is under way and works through it as one group: a statement for many,
 * without waiting for anybody. Each caller gets the result of its own item.
 */
export function grouped<T, R>(work: (items: T[]) => Promise<R[]>, mostAtOnce = 200): (item: T) => Promise<R> {
  type Waiting = { item: T; settle: (result: R) => void; fail: (error: unknown) => void }
  const waiting: Waiting[] = []
  let busy = false

  async function run(): Promise<void> {
    busy = true
    // whoever is ready in this turn of the event loop goes along
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostAtOnce)
      try {
        const results = await work(group.map(({ item }) => item))
        group.forEach(({ settle }, n) => {
          settle(results[n] as R)
        })
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
    }
    busy = false
  }

  return (item) =>
    new Promise((settle, fail) => {
      waiting.push({ item, settle, fail })
      if (!busy) void run()
    })
}
