import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { deleteFailedEvent } from '#server/services/events/delete-failed-event.ts'

export const DELETE = apiRoute({}, ({ ctx, params }) =>
  deleteFailedEvent({ ctx, input: { id: pathId(params) } }),
)
