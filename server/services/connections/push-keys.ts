import { listConnectionRows } from '#db/queries/connections.ts'
import { newVapidKeys } from '../../channels/web-push.ts'
import type { Runtime } from '../../runtime.ts'
import type { Ctx } from '../context.ts'
import { secretsOf } from '../messages/senders.ts'

/**
 * The keys that this shop's browsers subscribe with: those it ever had, for every subscription is bound to them, else new
 * ones. Keys that were sealed with another installation's secret are lost.
 */
export async function pushKeys(
  { sql, workspaceId }: Pick<Ctx, 'sql' | 'workspaceId'>,
  runtime: Pick<Runtime, 'secrets'>,
): Promise<{ publicKey: string; privateKey: string }> {
  const rows = await listConnectionRows(sql, workspaceId)
  for (const row of rows.filter(({ provider }) => provider === 'web_push')) {
    try {
      const { privateKey } = secretsOf(runtime, row)
      const { publicKey } = row.settings
      if (privateKey && typeof publicKey === 'string') return { publicKey, privateKey }
    } catch {}
  }
  return newVapidKeys()
}
