import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { TestConnection, testConnection } from '#server/services/connections/test-connection.ts'

export const POST = apiRoute({ body: TestConnection }, ({ ctx, runtime, params, body }) =>
  testConnection({ ctx, runtime, input: { ...body, id: pathId(params) } }),
)
