import { apiRoute } from '#server/http/api-route.ts'
import { CreateWorkspace, createWorkspace } from '#server/services/workspace/create-workspace.ts'

export const POST = apiRoute({ body: CreateWorkspace, status: 201 }, ({ ctx, body }) =>
  createWorkspace({ ctx, input: body }),
)
