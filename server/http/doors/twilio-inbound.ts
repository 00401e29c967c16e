import { answerReply } from '../../services/consents/answer-reply.ts'
import type { Door } from '../door.ts'
import { NO_REPLY, twilioForm } from '../twilio-form.ts'

/** `POST /t/twilio/<connection>`: an SMS that a person sent to the shop's number. */
export const twilioInboundDoor: Door = {
  name: 'twilio_inbound',
  method: 'POST',
  path: /^\/t\/twilio\/(?<connection>[0-9a-f-]{36})$/,
  handle: async (request, runtime) => {
    const { form, connection } = await twilioForm(runtime, request, request.params.connection ?? null)
    await answerReply({
      runtime,
      connection,
      channel: 'sms',
      from: form.get('From') ?? '',
      text: form.get('Body') ?? '',
      providerMessageId: form.get('MessageSid') ?? '',
      now: request.now,
    })
    return NO_REPLY
  },
}
