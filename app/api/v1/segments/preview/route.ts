import { apiRoute } from '#server/http/api-route.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { PreviewSegment, previewSegment } from '#server/services/segments/preview-segment.ts'

export const POST = apiRoute({ body: PreviewSegment }, async ({ ctx, body }) => {
  const { count, sample } = await previewSegment({ ctx, input: body })
  return { count, sample: sample.map(profileJson) }
})
