import type { Sql } from '../client.ts'

const FIRST_YEAR = 1990
const known = new Map<string, Set<string>>()

/** The months that this process has seen in a database. */
function knownMonths(sql: Sql): Set<string> {
  const { host, port, database } = sql.options
  const place = `${host}:${port}/${database}`
  const months = known.get(place) ?? new Set<string>()
  known.set(place, months)
  return months
}

/** Those of the instants whose month may have no partition yet. */
export function timesWithoutMonth(sql: Sql, times: Date[]): Date[] {
  const months = knownMonths(sql)
  return times.filter((time) => time.getUTCFullYear() >= FIRST_YEAR && !months.has(monthOf(time)))
}

const monthOf = (time: Date) => time.toISOString().slice(0, 7)

/** Makes the month partitions of `events` that these instants need. Cheap when they exist: they are remembered. */
export async function ensureEventMonths(sql: Sql, times: Date[]): Promise<void> {
  const months = knownMonths(sql)
  const missing = new Set(timesWithoutMonth(sql, times).map(monthOf))
  for (const month of [...missing].sort()) {
    const from = new Date(`${month}-01T00:00:00Z`)
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1))
    const name = `events_${month.replace('-', '_')}`
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('akis events months'))`
      const [exists] = await tx`select 1 from pg_class where relname = ${name} and relkind = 'r'`
      if (exists === undefined) {
        await tx.unsafe(
          `create table ${name} partition of events for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
        )
      }
    })
    months.add(month)
  }
}
