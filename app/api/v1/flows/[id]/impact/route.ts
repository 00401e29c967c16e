import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getImpact } from '#server/services/flows/get-impact.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getImpact({ ctx, input: { id: pathId(params) } }))
