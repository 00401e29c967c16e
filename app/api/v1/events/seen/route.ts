import { apiRoute } from '#server/http/api-route.ts'
import { listSeen } from '#server/services/events/list-seen.ts'

export const GET = apiRoute({}, async ({ ctx }) => ({ items: await listSeen({ ctx }) }))
