import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { StartReplay, startReplay } from '#server/services/replay/start-replay.ts'

export const POST = apiRoute(
  { body: StartReplay, status: 202, limitBytes: 20_000_000 },
  ({ ctx, params, body }) => startReplay({ ctx, input: { ...body, id: pathId(params) } }),
)
