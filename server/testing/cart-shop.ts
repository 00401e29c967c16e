import { beforeEach } from 'vitest'
import type { Sql } from '#db/client.ts'
import type { Ctx } from '../services/context.ts'
import { DrivenShop, type Said } from './driven-shop.ts'

export const NOON = new Date('2026-11-20T12:00:00Z')
export const HOUR = 3_600
/** So many seconds after noon. */
export const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)
export const hours = (amount: number) => ({ amount, unit: 'hours' as const })

/** An event of one customer about one cart. */
export const said = (event: string, at: Date, more: Partial<Said> = {}): Said => ({
  event,
  at,
  identifiers: { external_id: 'c-1' },
  properties: { cart_id: 'k-1' },
  ...more,
})
export const cart = (at = NOON, more: Partial<Said> = {}) => said('Added to Cart', at, more)

export const exit = (id: string) => ({ id, kind: 'exit', config: { reason: id } })

/** A driven shop, anew for each test, with its words for what happened in it. */
export function cartShop(database: { sql: Sql }) {
  const shop = new DrivenShop()
  beforeEach(async () => {
    await shop.open(database.sql)
  })
  return {
    shop,
    ctx: (now: Date): Ctx => ({
      sql: database.sql,
      workspaceId: shop.workspaceId,
      actor: { kind: 'system' },
      now,
    }),
    /** The trace as `kind node branch`, in order of what happened. */
    trace: async (flowId?: string): Promise<string[]> => {
      const { sql } = database
      const rows = await sql<{ kind: string; node: string | null; branch: string | null }[]>`
        select s.kind, s.node, s.branch from run_steps s join runs r on r.part = s.part and r.id = s.run_id
        where s.workspace_id = ${shop.workspaceId} ${flowId ? sql`and s.flow_id = ${flowId}` : sql``}
          and s.kind not in ('started', 'ended') order by s.at, s.step, s.ordinal`
      return rows.map(({ kind, node, branch }) => [kind, node, branch].filter(Boolean).join(' '))
    },
  }
}
