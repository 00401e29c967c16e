import { apiRoute } from '#server/http/api-route.ts'
import { readWorkspace } from '#server/services/workspace/read-workspace.ts'
import { UpdateWorkspace, updateWorkspace } from '#server/services/workspace/update-workspace.ts'

export const GET = apiRoute({}, ({ ctx }) => readWorkspace({ ctx }))

export const PATCH = apiRoute({ body: UpdateWorkspace }, ({ ctx, body }) =>
  updateWorkspace({ ctx, input: body }),
)
