import { z } from 'zod'
import { LOCALE_COOKIE, LOCALES } from '#i18n/locales.ts'
import { openRoute } from '#server/http/open-route.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/** Keeps the language a person chose, signed in or not. */
export const PUT = openRoute(z.strictObject({ locale: z.enum(LOCALES) }), async ({ runtime, body }) => {
  const secure = runtime.settings.publicUrl.startsWith('https:') ? '; Secure' : ''
  const cookie = `${LOCALE_COOKIE}=${body.locale}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie } })
})
