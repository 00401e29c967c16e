import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { GetImpact, getImpact } from '#server/services/flows/get-impact.ts'

export const GET = apiRoute({ query: GetImpact }, ({ ctx, params, query }) =>
  getImpact({ ctx, input: { ...query, id: pathId(params) } }),
)
