import { apiRoute } from '#server/http/api-route.ts'
import { listSegments } from '#server/services/segments/list-segments.ts'
import { CreateSegment, createSegment } from '#server/services/segments/save-segment.ts'

export const GET = apiRoute({}, ({ ctx }) => listSegments({ ctx }))

export const POST = apiRoute({ body: CreateSegment, status: 201 }, ({ ctx, body }) =>
  createSegment({ ctx, input: body }),
)
