import { apiRoute } from '#server/http/api-route.ts'
import { SendWaiting, sendWaiting } from '#server/services/messages/send-waiting.ts'

export const POST = apiRoute({ body: SendWaiting }, ({ ctx, body }) => sendWaiting({ ctx, input: body }))
