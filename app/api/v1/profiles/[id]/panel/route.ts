import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profilePanel } from '#server/services/profiles/profile-panel.ts'

export const GET = apiRoute({}, ({ ctx, params }) => profilePanel({ ctx, input: { id: pathId(params) } }))
