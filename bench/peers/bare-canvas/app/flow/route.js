import { readFileSync } from 'node:fs'

export const dynamic = 'force-dynamic'

/** The same flow, in the bytes in which the studio's own route answers, and where its boxes stand. */
export function GET() {
  return new Response(readFileSync(process.env.BARE_CANVAS_FLOW), {
    headers: { 'content-type': 'application/json' },
  })
}
