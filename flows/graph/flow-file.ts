import { Flow } from './flow.ts'

/** A text that can't be a flow; `fields`: where it goes wrong, as JSON pointers; none where it is no JSON at all. */
export class NoFlowFile extends Error {
  readonly fields: { pointer: string; message: string }[]

  constructor(fields: NoFlowFile['fields'], options?: ErrorOptions) {
    super('This is no flow.', options)
    this.name = 'NoFlowFile'
    this.fields = fields
  }
}

/** The text of a flow's file: the same for the same flow, so that git shows what changed and nothing else. */
export const flowFileText = (flow: Flow): string => `${JSON.stringify(flow, null, 2)}\n`

/** The flow of a file's text. Throws `NoFlowFile`. */
export function readFlowFile(text: string): Flow {
  const read = Flow.safeParse(jsonOf(text))
  if (read.success) return read.data
  throw new NoFlowFile(
    read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new NoFlowFile([], { cause: error })
  }
}
