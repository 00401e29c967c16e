import { apiRoute } from '#server/http/api-route.ts'
import { ListNotices, listNotices } from '#server/services/notices/list-notices.ts'

export const GET = apiRoute({ query: ListNotices }, ({ ctx, query }) => listNotices({ ctx, input: query }))
