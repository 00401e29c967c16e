import { apiRoute } from '#server/http/api-route.ts'
import { UpdateAccount, updateAccount } from '#server/services/account/update-account.ts'

export const PATCH = apiRoute({ body: UpdateAccount }, ({ ctx, body }) => updateAccount({ ctx, input: body }))
