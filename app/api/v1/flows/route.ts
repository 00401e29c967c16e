import { apiRoute } from '#server/http/api-route.ts'
import { CreateFlow, createFlow } from '#server/services/flows/create-flow.ts'
import { ListFlows, listFlows } from '#server/services/flows/list-flows.ts'

export const GET = apiRoute({ query: ListFlows }, ({ ctx, query }) => listFlows({ ctx, input: query }))

export const POST = apiRoute({ body: CreateFlow, status: 201 }, ({ ctx, body }) =>
  createFlow({ ctx, input: body }),
)
