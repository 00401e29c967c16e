import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { RollbackFlow, rollbackFlow } from '#server/services/flows/rollback-flow.ts'

export const POST = apiRoute({ body: RollbackFlow }, ({ ctx, params, body }) =>
  rollbackFlow({ ctx, input: { ...body, id: pathId(params) } }),
)
