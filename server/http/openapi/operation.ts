import type { z } from 'zod'

/** One route as the documentation shows it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  tag: string
  summary: string
  /** More than the summary says; paragraphs are separated by empty lines. */
  description?: string
  scope: 'ingest' | 'read' | 'write' | 'none'
  query?: z.ZodObject
  /** Name of a schema in `SCHEMAS`. */
  body?: string
  /** Whether it may be left out, though there is an example of it. */
  optionalBody?: boolean
  /** An example body, as a shop would send it. */
  example?: unknown
  /** Status of a successful answer, and an example of it. */
  status: number
  answer?: string
  answerExample?: unknown
}
