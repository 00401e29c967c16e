import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { retryRun } from '#server/services/flows/retry-run.ts'

export const POST = apiRoute({}, ({ ctx, params }) => retryRun({ ctx, input: { id: pathId(params) } }))
