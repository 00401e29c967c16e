import { apiRoute } from '#server/http/api-route.ts'
import { discardMany, ManyMessages } from '#server/services/messages/decide-many.ts'

export const POST = apiRoute({ body: ManyMessages }, ({ ctx, body }) => discardMany({ ctx, input: body }))
