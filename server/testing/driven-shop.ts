import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import type { AcceptedEvent } from '#flows/events/accepted-event.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { advanceBatch } from '../services/runs/advance.ts'
import { enterByDate } from '../services/runs/date-entries.ts'
import { routeBatch } from '../services/runs/route.ts'

/** What a test says of an event; the rest is filled in. */
export type Said = Partial<Omit<AcceptedEvent, 'time'>> & { event: string; at: Date }

/**
 * A shop whose clock the test drives: events go through the inbox and the live services over a real PostgreSQL, and
 * timers fire at their own instants before later events are seen.
 */
export class DrivenShop {
  workspaceId = v7()
  private sql!: Sql

  constructor(sql?: Sql) {
    if (sql !== undefined) this.sql = sql
  }

  /** Opens it in the database, or begins as a new shop in the one that is named. */
  async open(sql?: Sql): Promise<this> {
    if (sql !== undefined) {
      this.sql = sql
      this.workspaceId = v7()
    }
    const { workspaceId } = this
    await this.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Shop', ${workspaceId})`
    return this
  }

  /** Publishes a flow as it stands, without validation. */
  async publish(flow: Flow, at = new Date(0)): Promise<{ flowId: string; versionId: string }> {
    const [flowId, versionId] = [v7(), v7()]
    const { sql, workspaceId } = this
    await sql`insert into flows (id, workspace_id, name, status, draft, created_at, updated_at)
      values (${flowId}, ${workspaceId}, ${flow.name}, 'live', ${sql.json(flow as never)}, ${at}, ${at})`
    await sql`insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
      values (${versionId}, ${flowId}, ${workspaceId}, 1, ${sql.json(flow as never)}, ${at})`
    await sql`update flows set live_version_id = ${versionId} where id = ${flowId}`
    return { flowId, versionId }
  }

  /** Puts events in the inbox in the order given, all for the part of the first one's person. */
  async accept(events: Said[]): Promise<void> {
    for (const { at, ...said } of events) {
      const id = said.id ?? v7({ msecs: at.getTime() })
      const payload: AcceptedEvent = {
        key: id,
        identifiers: {},
        profile: {},
        properties: {},
        value: null,
        currency: null,
        backfill: false,
        ...said,
        id,
        time: at.toISOString(),
      }
      const [[kind, value] = ['', '']] = Object.entries(payload.identifiers)
      await this.sql`
        insert into inbox (part, id, workspace_id, payload, received_at)
        values (${partOf(this.workspaceId, `${kind}:${value}`)}, ${v7()}, ${this.workspaceId},
          ${this.sql.json(payload as never)}, ${at})`
    }
  }

  /** Routes what is in the inbox, and what that makes. */
  async route(now: Date): Promise<void> {
    for (;;) {
      const parts = await this.sql<{ part: number }[]>`
        select distinct part from inbox where error is null and workspace_id = ${this.workspaceId} order by part`
      if (parts.length === 0) return
      let events = 0
      for (const { part } of parts) {
        events += (await routeBatch({ sql: this.sql, parts: [part], now, limit: 500 })).events
      }
      if (events === 0) return
    }
  }

  /**
   * Fires the timers of runs and dates that are due before `until` (or at it, if `inclusive`), each at its own instant, and
   * routes the events that steps made of it.
   */
  async passTime(until: Date, inclusive = true): Promise<void> {
    const { sql, workspaceId } = this
    for (;;) {
      const [next] = await sql<{ part: number; at: Date; dated: boolean }[]>`
        select part, at, dated from (
          select part, wake_at as at, false as dated from runs where status = 'waiting' and workspace_id = ${workspaceId}
          union all select part, due_at, true from date_entries where workspace_id = ${workspaceId}) timers
        where at ${inclusive ? sql`<=` : sql`<`} ${until} order by at, dated limit 1`
      if (next === undefined) return
      const { at, part } = next
      if (next.dated) await enterByDate({ sql, part, now: at, limit: 500 })
      else await advanceBatch({ sql, part, now: at, until: at, floor: null, limit: 500 })
      await this.route(at)
    }
  }

  /** Lets events happen one after the other, with the timers between them. */
  async happen(events: Said[]): Promise<void> {
    for (const said of events) {
      await this.passTime(said.at, false)
      await this.accept([said])
      await this.route(said.at)
    }
  }

  /** How many runs stand as `status` (and `reason`), and how many messages there are by status. */
  async tally(): Promise<{ runs: Record<string, number>; messages: Record<string, number> }> {
    const runs = await this.sql<{ name: string; n: number }[]>`
      select case when reason is null then status else status || ':' || reason end as name, count(*)::int as n
      from runs where workspace_id = ${this.workspaceId} group by 1`
    const messages = await this.sql<{ name: string; n: number }[]>`
      select case when reason is null then status else status || ':' || reason end as name, count(*)::int as n
      from messages where workspace_id = ${this.workspaceId} group by 1`
    const record = (rows: { name: string; n: number }[]) =>
      Object.fromEntries(rows.map(({ name, n }) => [name, n]))
    return { runs: record(runs), messages: record(messages) }
  }
}
