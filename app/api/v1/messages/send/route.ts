import { apiRoute } from '#server/http/api-route.ts'
import { ManyMessages, sendMany } from '#server/services/messages/decide-many.ts'

export const POST = apiRoute({ body: ManyMessages }, ({ ctx, body }) => sendMany({ ctx, input: body }))
