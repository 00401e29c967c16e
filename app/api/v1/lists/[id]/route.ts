import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { CreateList } from '#server/services/lists/create-list.ts'
import { deleteList } from '#server/services/lists/delete-list.ts'
import { getList } from '#server/services/lists/get-list.ts'
import { renameList } from '#server/services/lists/rename-list.ts'

export const GET = apiRoute({}, ({ ctx, params }) => getList({ ctx, input: { id: pathId(params) } }))

export const PATCH = apiRoute({ body: CreateList }, ({ ctx, params, body }) =>
  renameList({ ctx, input: { ...body, id: pathId(params) } }),
)

export const DELETE = apiRoute({}, ({ ctx, params }) => deleteList({ ctx, input: { id: pathId(params) } }))
