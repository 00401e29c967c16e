import { apiRoute } from '#server/http/api-route.ts'
import { SeeNotices, seeNotices } from '#server/services/notices/see-notices.ts'

export const POST = apiRoute({ body: SeeNotices, mayBeEmpty: true }, ({ ctx, body }) =>
  seeNotices({ ctx, input: body }),
)
