const DAY_MS = 86_400_000
const MOST_DAYS = 4_000
const days = new Map<number, string>()
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/** An instant as `Date.toISOString` writes it; several times as quick, since the traces of a replay are full of them. */
export function isoTime(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  let date = days.get(day)
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, -13)
    if (days.size >= MOST_DAYS) days.clear()
    days.set(day, date)
  }
  const rest = Math.floor(ms - day * DAY_MS)
  const seconds = Math.floor(rest / 1_000)
  const clock = `${two[Math.floor(seconds / 3_600)]}:${two[Math.floor(seconds / 60) % 60]}:${two[seconds % 60]}`
  return `${date}${clock}.${String(rest % 1_000).padStart(3, '0')}Z`
}
