import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { TestFlow, testFlow } from '#server/services/replay/test-flow.ts'

export const POST = apiRoute({ body: TestFlow, mayBeEmpty: true }, ({ ctx, params, body }) =>
  testFlow({ ctx, input: { ...body, id: pathId(params) } }),
)
