import { z } from 'zod'
import type { Json } from '#flows/json.ts'
import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { readConsentCall } from '#server/http/receive-profile.ts'
import { addConsent } from '#server/services/profiles/add-consent.ts'

export const POST = apiRoute({ body: z.unknown(), status: 201 }, ({ ctx, params, body }) =>
  addConsent({ ctx, input: { id: pathId(params), consent: readConsentCall(body as Json, ctx.now) } }),
)
