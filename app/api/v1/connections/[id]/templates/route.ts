import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { listConnectionTemplates } from '#server/services/connections/list-templates.ts'

export const GET = apiRoute({}, async ({ ctx, runtime, params }) => ({
  items: await listConnectionTemplates({ ctx, runtime, input: { id: pathId(params) } }),
}))
