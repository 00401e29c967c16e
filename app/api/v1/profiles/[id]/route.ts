import { z } from 'zod'
import type { Json } from '#flows/json.ts'
import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { readProfileChange } from '#server/http/receive-profile.ts'
import { changeProfile } from '#server/services/profiles/change-profile.ts'
import { eraseProfile } from '#server/services/profiles/erase-profile.ts'
import { getProfile } from '#server/services/profiles/get-profile.ts'

export const GET = apiRoute({}, async ({ ctx, params }) => {
  const { profile, identifiers, consents } = await getProfile({ ctx, input: { id: pathId(params) } })
  return { ...profileJson(profile), identifiers, consents }
})

export const DELETE = apiRoute({}, ({ ctx, params }) => eraseProfile({ ctx, input: { id: pathId(params) } }))

export const PATCH = apiRoute({ body: z.unknown() }, async ({ ctx, params, body }) => {
  const change = await readProfileChange(ctx, body as Json)
  return profileJson(await changeProfile({ ctx, input: { ...change, id: pathId(params) } }))
})
