import { findMessage } from '#db/queries/message-events.ts'
import { AppError } from '../../services/app-error.ts'
import { readMessageToken } from '../../services/messages/message-token.ts'
import { takeStatus } from '../../services/messages/take-status.ts'
import type { Door } from '../door.ts'
import { twilioForm } from '../twilio-form.ts'

/** `POST /t/s/<token>`: Twilio reports what became of an SMS. */
export const twilioStatusDoor: Door = {
  name: 'twilio_status',
  method: 'POST',
  path: /^\/t\/s\/(?<token>[\w.-]{1,200})$/,
  handle: async (request, runtime) => {
    const ref = readMessageToken(runtime.secrets, 'status', request.params.token ?? '')
    const message = ref && (await findMessage(runtime.sql, ref.part, ref.messageId))
    if (!message) throw new AppError('not_found', 'There is no such message.')
    const { form } = await twilioForm(runtime, request, message.connectionId)
    await takeStatus({
      runtime,
      message,
      status: form.get('MessageStatus') ?? form.get('SmsStatus') ?? '',
      providerMessageId: form.get('MessageSid') ?? form.get('SmsSid') ?? '',
      errorCode: form.get('ErrorCode'),
      now: request.now,
    })
    return { status: 204 }
  },
}
