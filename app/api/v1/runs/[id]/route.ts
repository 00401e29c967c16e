import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getRun } from '#server/services/flows/get-run.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getRun({ ctx, input: { id: pathId(params) } }))
