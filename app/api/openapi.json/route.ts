import { openApiDocument } from '#server/http/openapi/document.ts'
import { runtime } from '#server/runtime.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const { settings } = await runtime()
  return Response.json(openApiDocument(settings.publicUrl), {
    headers: { 'access-control-allow-origin': '*' },
  })
}
