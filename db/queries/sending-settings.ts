import type { FrequencyCap, QuietHours, SmartSending } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'

/** When and how often a workspace writes to one person. */
export interface SendingRow {
  quietHours: QuietHours | null
  smartSending: SmartSending
  frequencyCaps: FrequencyCap[]
}

/** What a workspace has settled about sending; null where there is no such workspace. */
export async function sendingSettings(sql: Sql | Tx, workspaceId: string): Promise<SendingRow | null> {
  const [row] = await sql<SendingRow[]>`
    select quiet_hours as "quietHours", smart_sending as "smartSending", frequency_caps as "frequencyCaps"
    from workspaces where id = ${workspaceId}`
  return row ?? null
}

/** Changes some of them; absent ones stay, `quietHours: null` ends the quiet. */
export async function updateSendingSettings(
  sql: Sql | Tx,
  workspaceId: string,
  { quietHours, smartSending, frequencyCaps }: { [K in keyof SendingRow]?: SendingRow[K] | undefined },
): Promise<void> {
  const json = (value: unknown) => (value === undefined || value === null ? null : sql.json(value as never))
  await sql`
    update workspaces set
      quiet_hours = case when ${quietHours !== undefined} then ${json(quietHours)}::jsonb else quiet_hours end,
      smart_sending = coalesce(${json(smartSending)}::jsonb, smart_sending),
      frequency_caps = coalesce(${json(frequencyCaps)}::jsonb, frequency_caps)
    where id = ${workspaceId}`
}
