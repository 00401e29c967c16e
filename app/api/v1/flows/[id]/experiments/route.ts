import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { listExperiments } from '#server/services/experiments/list-experiments.ts'

export const GET = apiRoute({}, ({ ctx, params }) => listExperiments({ ctx, input: { id: pathId(params) } }))
