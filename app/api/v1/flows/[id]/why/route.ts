import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { WhyPerson, whyPerson } from '#server/services/replay/why-person.ts'

export const GET = apiRoute({ query: WhyPerson }, ({ ctx, params, query }) =>
  whyPerson({ ctx, input: { ...query, id: pathId(params) } }),
)
