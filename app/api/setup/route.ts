import { openRoute } from '#server/http/open-route.ts'
import { CreateOwner, createOwner } from '#server/services/auth/create-owner.ts'

/** First run: makes the owner. Answers 409 ever after. */
export const POST = openRoute(CreateOwner, ({ runtime, body, now }) =>
  createOwner({ sql: runtime.sql, input: body, now }),
)
