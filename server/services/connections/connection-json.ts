import type { ConnectionRow } from '#db/queries/message-facts.ts'
import type { Provider } from '#flows/sending/providers.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Runtime } from '../../runtime.ts'
import { secretsOf } from '../messages/senders.ts'
import { sendingLimit } from '../messages/sending-limit.ts'

/** A connection as the API shows it. Secrets are only said to be there. */
export interface ConnectionJson {
  id: string
  channel: MessageChannel
  provider: Provider
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
  /** What the provider is to be given when it asks whether that address is ours; null where it doesn't ask. */
  verifyToken: string | null
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
    inboundUrl: inboundUrl(runtime, row),
    verifyToken: row.provider === 'whatsapp_cloud' ? verifyToken(runtime, row.id) : null,
    messagesPerSecond: sendingLimit(row),
  }
}

function inboundUrl({ settings }: Pick<Runtime, 'settings'>, { provider, id }: ConnectionRow): string | null {
  if (provider === 'twilio') return `${settings.publicUrl}/t/twilio/${id}`
  return provider === 'whatsapp_cloud' ? `${settings.publicUrl}/t/whatsapp/${id}` : null
}

/** Made of the connection's id and the installation's secret, so that it is kept nowhere. */
const verifyToken = ({ secrets }: Pick<Runtime, 'secrets'>, id: string): string =>
  secrets.sign(aboutVerifying(id))

/** Whether a token is the one that a connection's provider was given. */
export const isVerifyToken = ({ secrets }: Pick<Runtime, 'secrets'>, id: string, token: string): boolean =>
  secrets.verify(aboutVerifying(id), token)

const aboutVerifying = (id: string) => `whatsapp_verify:${id}`

/** Sealed with another key (the data folder was changed): the connection has to be set up anew, but can be seen. */
function secretNames(runtime: Pick<Runtime, 'secrets'>, row: ConnectionRow): string[] {
  try {
    return Object.keys(secretsOf(runtime, row))
  } catch {
    return []
  }
}
