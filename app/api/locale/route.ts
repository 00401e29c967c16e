import { z } from 'zod'
import { LOCALE_COOKIE, LOCALES } from '#i18n/locales.ts'
import { openRoute } from '#server/http/open-route.ts'
import { secureCookies } from '#server/http/secure-cookies.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/** Keeps the language a person chose, signed in or not. */
export const PUT = openRoute(
  z.strictObject({ locale: z.enum(LOCALES) }),
  async ({ runtime, request, body }) => {
    const { publicUrl } = runtime.settings
    const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
    const cookie = `${LOCALE_COOKIE}=${body.locale}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`
    const answer = new Response(null, { status: 204, headers: { 'set-cookie': cookie } })
    return secureCookies(request, answer, publicUrl)
  },
)
