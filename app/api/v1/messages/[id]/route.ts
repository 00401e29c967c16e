import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getMessage } from '#server/services/messages/get-message.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getMessage({ ctx, input: { id: pathId(params) } }))
