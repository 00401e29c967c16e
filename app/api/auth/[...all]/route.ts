import { secureCookies } from '#server/http/secure-cookies.ts'
import { runtime } from '#server/runtime.ts'
import { auth } from '#server/services/auth/auth.ts'

async function handle(request: Request): Promise<Response> {
  const answer = await (await auth()).handler(request)
  // the library has a header of its own for what RFC 9110 calls Retry-After
  const wait = answer.headers.get('x-retry-after')
  if (wait !== null && !answer.headers.has('retry-after')) answer.headers.set('retry-after', wait)
  return secureCookies(request, answer, (await runtime()).settings.publicUrl)
}

export { handle as GET, handle as POST }
