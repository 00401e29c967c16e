import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { revokeKey } from '#server/services/keys/revoke-key.ts'

export const DELETE = apiRoute({}, ({ ctx, params }) => revokeKey({ ctx, input: { id: pathId(params) } }))
