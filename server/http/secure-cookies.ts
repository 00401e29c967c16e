/**
 * The answer with `Secure` on its cookies when the request came over TLS, as a trusted proxy says, though the public
 * address is an http one; over an https one they are Secure already.
 */
export function secureCookies(request: Request, answer: Response, publicUrl: string): Response {
  if (publicUrl.startsWith('https:') || request.headers.get('x-forwarded-proto') !== 'https') return answer
  const cookies = answer.headers.getSetCookie()
  if (cookies.length === 0) return answer
  const headers = new Headers(answer.headers)
  headers.delete('set-cookie')
  for (const cookie of cookies)
    headers.append('set-cookie', /; *secure/i.test(cookie) ? cookie : `${cookie}; Secure`)
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}
