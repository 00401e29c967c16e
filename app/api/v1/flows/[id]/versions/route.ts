import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { listVersions } from '#server/services/flows/list-versions.ts'

export const GET = apiRoute({}, async ({ ctx, params }) => ({
  items: await listVersions({ ctx, input: { id: pathId(params) } }),
}))
