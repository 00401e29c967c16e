import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { archiveFlow } from '#server/services/flows/archive-flow.ts'

export const POST = apiRoute({}, ({ ctx, params }) => archiveFlow({ ctx, input: { id: pathId(params) } }))
