import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { deleteFlow } from '#server/services/flows/delete-flow.ts'
import { getFlow } from '#server/services/flows/get-flow.ts'
import { SaveDraft, saveDraft } from '#server/services/flows/save-draft.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getFlow({ ctx, input: { id: pathId(params) } }))

export const PUT = apiRoute({ body: SaveDraft }, ({ ctx, params, body }) =>
  saveDraft({ ctx, input: { ...body, id: pathId(params) } }),
)

export const DELETE = apiRoute({}, ({ ctx, params }) => deleteFlow({ ctx, input: { id: pathId(params) } }))
