import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { SetTags, setTags } from '#server/services/flows/set-tags.ts'

export const PUT = apiRoute({ body: SetTags }, ({ ctx, params, body }) =>
  setTags({ ctx, input: { ...body, id: pathId(params) } }),
)
