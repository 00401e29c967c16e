import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { exportProfile } from '#server/services/profiles/export-profile.ts'

export const GET = apiRoute({}, async ({ ctx, params }) => {
  const id = pathId(params)
  const everything = await exportProfile({ ctx, input: { id } })
  return new Response(`${JSON.stringify(everything, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${id}.json"`,
      'cache-control': 'no-store',
    },
  })
})
