import { apiRoute } from '#server/http/api-route.ts'
import { CreateKey, createKey } from '#server/services/keys/create-key.ts'
import { listKeys } from '#server/services/keys/list-keys.ts'

export const GET = apiRoute({}, async ({ ctx }) => ({ items: await listKeys({ ctx }) }))

export const POST = apiRoute({ body: CreateKey, status: 201 }, ({ ctx, body }) =>
  createKey({ ctx, input: body }),
)
