import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { ResumeFlow, resumeFlow } from '#server/services/flows/resume-flow.ts'

export const POST = apiRoute({ body: ResumeFlow, mayBeEmpty: true }, ({ ctx, params, body }) =>
  resumeFlow({ ctx, input: { ...body, id: pathId(params) } }),
)
