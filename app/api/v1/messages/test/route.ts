import { apiRoute } from '#server/http/api-route.ts'
import { TestMessage, testMessage } from '#server/services/messages/test-message.ts'

export const POST = apiRoute({ body: TestMessage }, ({ ctx, runtime, body }) =>
  testMessage({ ctx, runtime, input: body }),
)
