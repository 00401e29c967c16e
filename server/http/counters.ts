/** Counters of this process since it started, for `/metrics`. */
export const counters = {
  requests: new Map<string, number>(),
  events: { accepted: 0, duplicate: 0, rejected: 0 },
}

/** Counts an answered request by door and status. */
export function countRequest(door: string, status: number): void {
  const name = `${door} ${status}`
  counters.requests.set(name, (counters.requests.get(name) ?? 0) + 1)
}
