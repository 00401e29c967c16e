import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getJob } from '#server/services/jobs/get-job.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getJob({ ctx, input: { id: pathId(params) } }))
