import type { TraitShop } from '#flows/traits/traits.ts'
import type { Sql, Tx } from '../../client.ts'
import type { Fragment } from './compare-sql.ts'

/** What a condition is judged by in the database. `now`: milliseconds since 1970. */
export interface SqlSubject {
  workspaceId: string
  now: number
  shop: TraitShop
  /** Only people of this part, which makes each statement a small one. */
  part?: number
}

/** Keeps to one part, where only one is asked for. */
export const inPart = (sql: Sql | Tx, alias: Fragment, { part }: SqlSubject): Fragment =>
  part === undefined ? sql`` : sql`${alias}.part = ${part} and`
