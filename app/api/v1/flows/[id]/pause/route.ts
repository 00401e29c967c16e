import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { pauseFlow } from '#server/services/flows/pause-flow.ts'

export const POST = apiRoute({}, ({ ctx, params }) => pauseFlow({ ctx, input: { id: pathId(params) } }))
