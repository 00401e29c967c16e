import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { cancelJob } from '#server/services/jobs/cancel-job.ts'

export const POST = apiRoute({}, ({ ctx, params }) => cancelJob({ ctx, input: { id: pathId(params) } }))
