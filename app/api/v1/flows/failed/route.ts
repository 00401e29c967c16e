import { apiRoute } from '#server/http/api-route.ts'
import { listFailing } from '#server/services/flows/list-failing.ts'

export const GET = apiRoute({}, ({ ctx }) => listFailing({ ctx }))
