import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Json } from '#flows/json.ts'
import { jsonFaults } from '#flows/json-text.ts'
import { AppError } from '../services/app-error.ts'

const unzip = promisify(gunzip)

/** What any JSON body of the API must keep to; single fields have narrower bounds of their own. */
const BODY_BOUNDS = { depth: 64, stringBytes: 1_000_000 }

/** A JSON body, unpacked and parsed, its text unchecked. Throws `unsupported_media_type`, `too_large` or `malformed`. */
export async function parseJson(
  raw: Buffer,
  headers: Pick<IncomingHttpHeaders, 'content-type' | 'content-encoding'>,
  limitBytes: number,
): Promise<Json> {
  const type = headers['content-type']
  if (
    type !== undefined &&
    type !== 'application/json' &&
    !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)
  ) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.')
  }
  const bytes = await unpacked(raw, headers['content-encoding'], limitBytes)
  if (!isUtf8(bytes)) throw new AppError('malformed', 'The body is not valid UTF-8.')
  if (bytes.length === 0) throw new AppError('malformed', 'The body is empty; send JSON.')
  try {
    return JSON.parse(bytes.toString('utf8')) as Json
  } catch (error) {
    throw new AppError('malformed', `The body is not valid JSON: ${plainReason(error)}.`)
  }
}

/** As `parseJson`, and refuses text that can't be stored with an `invalid` naming every such field. */
export async function readJson(
  raw: Buffer,
  headers: Pick<IncomingHttpHeaders, 'content-type' | 'content-encoding'>,
  limitBytes: number,
): Promise<Json> {
  const body = await parseJson(raw, headers, limitBytes)
  const faults = jsonFaults(body, '', BODY_BOUNDS)
  if (faults.length > 0) throw new AppError('invalid', 'The body has fields that cannot be stored.', faults)
  return body
}

async function unpacked(raw: Buffer, encoding: string | undefined, limitBytes: number): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity') return raw
  if (encoding.toLowerCase() !== 'gzip') {
    throw new AppError('unsupported_media_type', 'Content-Encoding may be gzip or identity.')
  }
  try {
    return await unzip(raw, { maxOutputLength: limitBytes })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('too_large', `The unpacked body must be at most ${limitBytes} bytes.`)
    }
    throw new AppError('malformed', 'The body is not valid gzip.')
  }
}

/** The parser's reason without the body's text in it. */
function plainReason(error: unknown): string {
  const position = /position (\d+)/.exec(String(error))
  return position
    ? `it stops making sense at position ${position[1]}`
    : 'it ends too early or has a stray character'
}
