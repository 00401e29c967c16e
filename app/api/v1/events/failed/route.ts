import { apiRoute } from '#server/http/api-route.ts'
import { ListFailedEvents, listFailedEvents } from '#server/services/events/list-failed-events.ts'

export const GET = apiRoute({ query: ListFailedEvents }, ({ ctx, query }) =>
  listFailedEvents({ ctx, input: query }),
)
