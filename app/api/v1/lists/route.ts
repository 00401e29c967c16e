import { apiRoute } from '#server/http/api-route.ts'
import { CreateList, createList } from '#server/services/lists/create-list.ts'
import { ListLists, listLists } from '#server/services/lists/list-lists.ts'

export const GET = apiRoute({ query: ListLists }, ({ ctx, query }) => listLists({ ctx, input: query }))

export const POST = apiRoute({ body: CreateList, status: 201 }, ({ ctx, body }) =>
  createList({ ctx, input: body }),
)
