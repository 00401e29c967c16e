import { connectionById } from '#db/queries/connections.ts'
import { whatsappSigned } from '../../channels/whatsapp.ts'
import { AppError } from '../../services/app-error.ts'
import { secretsOf } from '../../services/messages/senders.ts'
import { takeWhatsapp } from '../../services/messages/take-whatsapp.ts'
import { WhatsappCall } from '../../services/messages/whatsapp-call.ts'
import type { Door } from '../door.ts'
import { WHATSAPP_PATH } from './whatsapp-verify.ts'

/** Meta sends up to 3 MB: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
const BODY_BYTES = 3_200_000

/** `POST /t/whatsapp/<connection>`: what became of messages, and what people wrote to the shop, signed with the app's secret. */
export const whatsappInboundDoor: Door = {
  name: 'whatsapp_inbound',
  method: 'POST',
  path: WHATSAPP_PATH,
  handle: async ({ params, headers, body, now }, runtime) => {
    const raw = await body(BODY_BYTES)
    const connection = await connectionById(runtime.sql, params.connection ?? '')
    if (connection?.provider !== 'whatsapp_cloud' || connection.status === 'disabled')
      throw new AppError('not_found', 'There is no such connection.')
    const signature = String(headers['x-hub-signature-256'] ?? '')
    if (!whatsappSigned(secretsOf(runtime, connection).appSecret ?? '', raw, signature))
      throw new AppError('forbidden', 'The signature does not match.')
    const call = WhatsappCall.safeParse(parsed(raw))
    if (!call.success) throw new AppError('malformed', 'This is no call of WhatsApp’s.')
    await takeWhatsapp({ runtime, connection, call: call.data, now })
    return { status: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: 'OK' }
  },
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    throw new AppError('malformed', 'The body is no JSON.')
  }
}
