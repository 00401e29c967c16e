import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { VisitFlow, visitFlow } from '#server/services/flows/visit-flow.ts'

export const POST = apiRoute({ body: VisitFlow }, ({ ctx, params, body }) =>
  visitFlow({ ctx, input: { ...body, id: pathId(params) } }),
)
