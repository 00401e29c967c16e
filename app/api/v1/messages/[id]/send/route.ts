import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { SendMessage, sendMessage } from '#server/services/messages/send-message.ts'

export const POST = apiRoute({ body: SendMessage }, ({ ctx, params, body }) =>
  sendMessage({ ctx, input: { ...body, id: pathId(params) } }),
)
