import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { duplicateFlow } from '#server/services/flows/duplicate-flow.ts'

export const POST = apiRoute({ status: 201 }, ({ ctx, params }) =>
  duplicateFlow({ ctx, input: { id: pathId(params) } }),
)
