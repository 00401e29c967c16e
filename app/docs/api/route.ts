import { openApiDocument } from '#server/http/openapi/document.ts'
import { apiPage } from '#server/http/openapi/page.ts'
import { runtime } from '#server/runtime.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const { settings } = await runtime()
  return new Response(apiPage(openApiDocument(settings.publicUrl)), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  })
}
