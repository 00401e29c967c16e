import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { PublishFlow, publishFlow } from '#server/services/flows/publish-flow.ts'

export const POST = apiRoute({ body: PublishFlow, mayBeEmpty: true }, ({ ctx, params, body }) =>
  publishFlow({ ctx, input: { ...body, id: pathId(params) } }),
)
