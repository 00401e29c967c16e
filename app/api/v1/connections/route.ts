import { apiRoute } from '#server/http/api-route.ts'
import { CreateConnection } from '#server/services/connections/connection-input.ts'
import { createConnection } from '#server/services/connections/create-connection.ts'
import { listConnections } from '#server/services/connections/list-connections.ts'

export const GET = apiRoute({}, async ({ ctx, runtime }) => ({
  items: await listConnections({ ctx, runtime }),
}))

export const POST = apiRoute({ body: CreateConnection, status: 201 }, ({ ctx, runtime, body }) =>
  createConnection({ ctx, runtime, input: body }),
)
