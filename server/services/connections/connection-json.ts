import type { ConnectionRow } from '#db/queries/message-facts.ts'
import type { Runtime } from '../../runtime.ts'
import { secretsOf } from '../messages/senders.ts'
import { sendingLimit } from '../messages/sending-limit.ts'

/** A connection as the API shows it. Secrets are only said to be there. */
export interface ConnectionJson {
  id: string
  channel: 'email' | 'sms'
  provider: 'smtp' | 'twilio'
  status: 'connected' | 'failing' | 'disabled'
  settings: Record<string, unknown>
  /** Names of the secrets that are set. */
  secrets: string[]
  lastError: string | null
  createdAt: string
  testedAt: string | null
  /** What the provider is told to call when somebody answers; null where it calls nothing. */
  inboundUrl: string | null
  /** How many messages it is given each second at most; null: any number. */
  messagesPerSecond: number | null
}

/** Shows a connection without its secrets. */
export function connectionJson(
  runtime: Pick<Runtime, 'settings' | 'secrets'>,
  row: ConnectionRow,
): ConnectionJson {
  return {
    id: row.id,
    channel: row.channel,
    provider: row.provider,
    status: row.status,
    settings: row.settings,
    secrets: secretNames(runtime, row),
    lastError: row.lastError,
    createdAt: row.createdAt.toISOString(),
    testedAt: row.testedAt?.toISOString() ?? null,
    inboundUrl: row.provider === 'twilio' ? `${runtime.settings.publicUrl}/t/twilio/${row.id}` : null,
    messagesPerSecond: sendingLimit(row),
  }
}

/** Sealed with another key (the data folder was changed): the connection has to be set up anew, but can be seen. */
function secretNames(runtime: Pick<Runtime, 'secrets'>, row: ConnectionRow): string[] {
  try {
    return Object.keys(secretsOf(runtime, row))
  } catch {
    return []
  }
}
