import { apiRoute } from '#server/http/api-route.ts'
import { firstSteps } from '#server/services/home/first-steps.ts'

export const GET = apiRoute({}, ({ ctx }) => firstSteps({ ctx }))
