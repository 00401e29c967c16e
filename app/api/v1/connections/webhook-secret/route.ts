import { apiRoute } from '#server/http/api-route.ts'
import { readWebhookSecret } from '#server/services/connections/read-webhook-secret.ts'

export const GET = apiRoute({}, ({ ctx, runtime }) => readWebhookSecret({ ctx, runtime }))
