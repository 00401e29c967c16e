import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { retryFailedEvents } from '#server/services/events/retry-failed-events.ts'

export const POST = apiRoute({}, ({ ctx, params }) =>
  retryFailedEvents({ ctx, input: { id: pathId(params) } }),
)
