import type { Sql } from '#db/client.ts'
import { answerReviews } from '#db/queries/runs.ts'
import type { SendingSettings } from '#flows/sending/sending-settings.ts'
import type { Runtime } from '../runtime.ts'
import { prepareMessages } from '../services/messages/prepare.ts'
import { advanceBatch } from '../services/runs/advance.ts'
import { enterByDate } from '../services/runs/date-entries.ts'
import { DrivenShop, type Said } from './driven-shop.ts'

/**
 * The live services over a real PostgreSQL on a clock that a test drives, with everybody outside at hand: providers take
 * every message, webhooks are answered at once, and whoever reviews a message sends it.
 */
export class LiveWorld extends DrivenShop {
  private readonly runtime: Runtime
  private readonly db: Sql

  constructor(runtime: Runtime) {
    super(runtime.sql)
    this.runtime = runtime
    this.db = runtime.sql
  }

  async settle(settings: SendingSettings, zone: string): Promise<void> {
    const { db, workspaceId } = this
    await db`
      update workspaces set time_zone = ${zone}, consent_rule = ${settings.consentRule},
        quiet_hours = ${settings.quietHours === null ? null : db.json(settings.quietHours)},
        smart_sending = ${db.json(settings.smartSending)}, frequency_caps = ${db.json(settings.frequencyCaps as never)}
      where id = ${workspaceId}`
    const secrets = this.runtime.secrets.seal('{}')
    for (const [channel, provider] of [
      ['email', 'smtp'],
      ['sms', 'twilio'],
      ['push', 'web_push'],
      ['whatsapp', 'whatsapp_cloud'],
    ]) {
      await db`
        insert into connections (id, workspace_id, channel, provider, settings, secrets, status, created_at)
        values (gen_random_uuid(), ${workspaceId}, ${channel!}, ${provider!}, '{"from": "shop@example.com"}', ${secrets},
          'connected', ${new Date(0)})`
    }
  }

  /** Lets events happen, with everything that falls due between them; messages of an instant come after its events. */
  async live(events: Said[], end: Date): Promise<void> {
    for (const said of events) {
      await this.until(said.at, false)
      await this.accept([said])
      await this.route(said.at)
      await this.answer(said.at)
    }
    await this.until(end, true)
  }

  private async until(end: Date, inclusive: boolean): Promise<void> {
    const { db, workspaceId } = this
    for (;;) {
      const [next] = await db<{ part: number; at: Date; what: 'run' | 'date' | 'message' }[]>`
        select part, at, what from (
          select part, due_at as at, 'date' as what, 0 as rank from date_entries where workspace_id = ${workspaceId}
          union all select part, wake_at, 'run', 1 from runs where status = 'waiting' and workspace_id = ${workspaceId}
          union all select part, due_at, 'message', 2 from messages
            where status = 'pending' and workspace_id = ${workspaceId}) due
        where at ${inclusive ? db`<=` : db`<`} ${end} order by at, rank limit 1`
      if (next === undefined) return
      const { part, at, what } = next
      if (what === 'date') await enterByDate({ sql: db, part, now: at, limit: 500 })
      else if (what === 'run')
        await advanceBatch({ sql: db, part, now: at, until: at, floor: null, limit: 500 })
      else await this.send(part, at)
      await this.route(at)
      await this.answer(at)
    }
  }

  private async send(part: number, now: Date): Promise<void> {
    const { ready } = await prepareMessages({ runtime: this.runtime, parts: [part], now, limit: 200 })
    const ids = ready.map(({ message }) => message.id)
    await this.db`
      update messages set status = 'sent', sent_at = ${now} where part = ${part} and id = any(${ids}::uuid[])`
  }

  /** Webhooks and reviews are answered where they arise. */
  private async answer(now: Date): Promise<void> {
    const { db, workspaceId } = this
    for (;;) {
      const calls = await db<{ part: number; runId: string; node: string; visit: number }[]>`
        update webhook_calls set status = 'succeeded' where workspace_id = ${workspaceId} and status = 'pending'
        returning part, run_id as "runId", node, visit`
      const reviews = await db<{ part: number; runId: string; node: string; visit: number }[]>`
        update messages set status = 'pending', due_at = ${now} where workspace_id = ${workspaceId} and status = 'review'
        returning part, run_id as "runId", node, visit`
      if (calls.length + reviews.length === 0) return
      for (const { part, runId, node, visit } of calls) {
        const input = { kind: 'answer', node, visit, ok: true, answer: null }
        await db`
          update runs set pending = coalesce(pending, '[]') || jsonb_build_array(${db.json(input)}::jsonb), wake_at = ${now}
          where part = ${part} and id = ${runId} and status in ('waiting', 'held')`
      }
      await db.begin((tx) => answerReviews(tx, reviews, true, now))
      for (const part of new Set([...calls, ...reviews].map((one) => one.part))) {
        await advanceBatch({ sql: db, part, now, until: now, floor: null, limit: 500 })
      }
      await this.route(now)
    }
  }
}
