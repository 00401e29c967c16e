import { apiRoute } from '#server/http/api-route.ts'
import { ListMessages, listMessages } from '#server/services/messages/list-messages.ts'

export const GET = apiRoute({ query: ListMessages }, ({ ctx, query }) => listMessages({ ctx, input: query }))
