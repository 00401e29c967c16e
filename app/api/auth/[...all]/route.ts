import { auth } from '#server/services/auth/auth.ts'

async function handle(request: Request): Promise<Response> {
  const answer = await (await auth()).handler(request)
  // the library has a header of its own for what RFC 9110 calls Retry-After
  const wait = answer.headers.get('x-retry-after')
  if (wait !== null && !answer.headers.has('retry-after')) answer.headers.set('retry-after', wait)
  return answer
}

export { handle as GET, handle as POST }
