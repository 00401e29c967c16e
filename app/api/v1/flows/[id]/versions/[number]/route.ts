import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getVersion } from '#server/services/flows/get-version.ts'

export const GET = apiRoute({}, ({ ctx, params }) =>
  getVersion({ ctx, input: { id: pathId(params), number: params.number ?? '' } }),
)
