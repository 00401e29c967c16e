import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { ListRuns, listRuns } from '#server/services/flows/list-runs.ts'

export const GET = apiRoute({ query: ListRuns }, ({ ctx, params, query }) =>
  listRuns({ ctx, input: { ...query, id: pathId(params) } }),
)
