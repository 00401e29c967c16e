import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { SegmentHistory, segmentHistory } from '#server/services/segments/segment-history.ts'

export const GET = apiRoute({ query: SegmentHistory }, ({ ctx, params, query }) =>
  segmentHistory({ ctx, input: { ...query, id: pathId(params) } }),
)
