import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { discardMessage } from '#server/services/messages/discard-message.ts'

export const POST = apiRoute({}, ({ ctx, params }) => discardMessage({ ctx, input: { id: pathId(params) } }))
