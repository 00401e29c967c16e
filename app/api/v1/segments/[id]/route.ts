import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { getSegment } from '#server/services/segments/list-segments.ts'
import { deleteSegment, UpdateSegment, updateSegment } from '#server/services/segments/save-segment.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getSegment({ ctx, input: { id: pathId(params) } }))

export const PATCH = apiRoute({ body: UpdateSegment }, ({ ctx, params, body }) =>
  updateSegment({ ctx, input: { ...body, id: pathId(params) } }),
)

export const DELETE = apiRoute({}, ({ ctx, params }) => deleteSegment({ ctx, input: { id: pathId(params) } }))
