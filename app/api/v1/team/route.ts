import { apiRoute } from '#server/http/api-route.ts'
import { listTeam } from '#server/services/team/list-team.ts'

export const GET = apiRoute({}, ({ ctx }) => listTeam({ ctx }))
