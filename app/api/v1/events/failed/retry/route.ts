import { apiRoute } from '#server/http/api-route.ts'
import { retryFailedEvents } from '#server/services/events/retry-failed-events.ts'

export const POST = apiRoute({}, ({ ctx }) => retryFailedEvents({ ctx, input: { id: null } }))
