import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { UpdateConnection } from '#server/services/connections/connection-input.ts'
import { disableConnection } from '#server/services/connections/disable-connection.ts'
import { updateConnection } from '#server/services/connections/update-connection.ts'

export const PATCH = apiRoute({ body: UpdateConnection }, ({ ctx, runtime, params, body }) =>
  updateConnection({ ctx, runtime, input: { ...body, id: pathId(params) } }),
)

export const DELETE = apiRoute({}, ({ ctx, params }) =>
  disableConnection({ ctx, input: { id: pathId(params) } }),
)
