import type { Sql } from '#db/client.ts'
import { anyUser } from '#db/queries/users.ts'

/** Whether the installation has its owner; until then every page leads to the first run. */
export async function isOwned({ sql }: { sql: Sql }): Promise<boolean> {
  return anyUser(sql)
}
