import { apiRoute } from '#server/http/api-route.ts'
import { PreviewMessage } from '#server/services/messages/preview-input.ts'
import { previewMessage } from '#server/services/messages/preview-message.ts'

export const POST = apiRoute({ body: PreviewMessage }, ({ ctx, body }) =>
  previewMessage({ ctx, input: body }),
)
