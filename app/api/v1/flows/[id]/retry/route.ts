import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { retryRuns } from '#server/services/flows/retry-runs.ts'

export const POST = apiRoute({ status: 202 }, ({ ctx, params }) =>
  retryRuns({ ctx, input: { id: pathId(params) } }),
)
