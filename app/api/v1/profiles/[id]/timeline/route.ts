import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileTimeline, TimelineQuery } from '#server/services/profiles/profile-timeline.ts'

export const GET = apiRoute({ query: TimelineQuery }, ({ ctx, params, query }) =>
  profileTimeline({ ctx, input: { ...query, id: pathId(params) } }),
)
