import { readRfmEdges } from '#flows/traits/rfm.ts'
import { NO_SHOP, type TraitShop } from '#flows/traits/traits.ts'
import type { Sql, Tx } from '../client.ts'

/** What the traits of some workspaces' people depend on, by workspace. */
export async function traitShops(tx: Sql | Tx, workspaceIds: string[]): Promise<Map<string, TraitShop>> {
  const rows = await tx<{ id: string; currency: string; rfm: Parameters<typeof readRfmEdges>[0] | null }[]>`
    select w.id, w.currency, r.edges as rfm from workspaces w left join rfm_edges r on r.workspace_id = w.id
    where w.id = any(${workspaceIds}::uuid[])`
  return new Map(rows.map(({ id, currency, rfm }) => [id, { currency, rfm: rfm && readRfmEdges(rfm) }]))
}

/** The same of one workspace. */
export const traitShopOf = async (tx: Sql | Tx, workspaceId: string): Promise<TraitShop> =>
  (await traitShops(tx, [workspaceId])).get(workspaceId) ?? NO_SHOP
