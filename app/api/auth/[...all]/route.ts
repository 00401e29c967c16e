import { toResponse } from '#server/http/api-route.ts'
import { problemOf } from '#server/http/problem.ts'
import { secureCookies } from '#server/http/secure-cookies.ts'
import { runtime } from '#server/runtime.ts'
import { auth } from '#server/services/auth/auth.ts'

async function handle(request: Request): Promise<Response> {
  const { settings, sql, log } = await runtime()
  try {
    const answer = await (await auth()).handler(request)
    if (answer.status >= 500) {
      // the library keeps its reason to itself: asked for anything, a database that is away says so
      await sql`select 1`
      log.error({ path: new URL(request.url).pathname, status: answer.status }, 'The auth library failed')
    }
    // the library has a header of its own for what RFC 9110 calls Retry-After
    const wait = answer.headers.get('x-retry-after')
    if (wait !== null && !answer.headers.has('retry-after')) answer.headers.set('retry-after', wait)
    return secureCookies(request, answer, settings.publicUrl)
  } catch (error) {
    return toResponse(problemOf(error, log))
  }
}

export { handle as GET, handle as POST }
