import { apiRoute } from '#server/http/api-route.ts'
import { countWaiting } from '#server/services/messages/count-waiting.ts'

export const GET = apiRoute({}, ({ ctx }) => countWaiting({ ctx }))
