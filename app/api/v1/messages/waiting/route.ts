import { apiRoute } from '#server/http/api-route.ts'
import { CountWaiting, countWaiting } from '#server/services/messages/count-waiting.ts'

export const GET = apiRoute({ query: CountWaiting }, ({ ctx, query }) => countWaiting({ ctx, input: query }))
