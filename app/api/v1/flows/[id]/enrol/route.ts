import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { EnrolProfiles, enrolProfiles } from '#server/services/flows/enrol-profiles.ts'

export const POST = apiRoute({ body: EnrolProfiles }, ({ ctx, params, body }) =>
  enrolProfiles({ ctx, input: { ...body, id: pathId(params) } }),
)
