import { fileName } from '#flows/graph/file-name.ts'
import { Flow } from '#flows/graph/flow.ts'

/** Gives the flow to the browser as a file. */
export function downloadFlow(flow: Flow): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(flow, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(flow.name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}

/** A file that can't be a flow; `field`: where it goes wrong, empty for the whole. */
export class NoFlowFile extends Error {
  readonly field: string

  constructor(field: string) {
    super('This file is no flow.')
    this.name = 'NoFlowFile'
    this.field = field
  }
}

/** The flow in a file. Throws `NoFlowFile`. */
export async function readFlow(file: File): Promise<Flow> {
  let json: unknown
  try {
    json = JSON.parse(await file.text())
  } catch {
    throw new NoFlowFile('')
  }
  const read = Flow.safeParse(json)
  if (read.success) return read.data
  throw new NoFlowFile(read.error.issues[0]?.path.join('.') ?? '')
}
