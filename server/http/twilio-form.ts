import { connectionById } from '#db/queries/connections.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { twilioSigned } from '../channels/twilio.ts'
import type { Runtime } from '../runtime.ts'
import { AppError } from '../services/app-error.ts'
import { secretsOf } from '../services/messages/senders.ts'
import type { HotRequest } from './door.ts'

const BODY_BYTES = 50_000

/** The form of a request that Twilio signed with this connection's token, for the public address it was asked at. Throws `forbidden`. */
export async function twilioForm(
  runtime: Runtime,
  { url, headers, body }: HotRequest,
  connectionId: string | null,
): Promise<{ form: URLSearchParams; connection: ConnectionRow }> {
  const form = new URLSearchParams((await body(BODY_BYTES)).toString('utf8'))
  const connection = connectionId === null ? null : await connectionById(runtime.sql, connectionId)
  if (connection?.provider !== 'twilio' || connection.status === 'disabled')
    throw new AppError('not_found', 'There is no such connection.')
  const asked = `${runtime.settings.publicUrl}${url.pathname}${url.search}`
  const signature = String(headers['x-twilio-signature'] ?? '')
  if (!twilioSigned(secretsOf(runtime, connection).authToken ?? '', asked, form, signature)) {
    throw new AppError('forbidden', 'The signature does not match.')
  }
  return { form, connection }
}

/** An empty TwiML document: nothing is answered to the person. */
export const NO_REPLY = {
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
}
