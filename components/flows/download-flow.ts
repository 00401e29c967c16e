import { fileName } from '#flows/graph/file-name.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText } from '#flows/graph/flow-file.ts'

/** Gives the flow to the browser as a file. */
export function downloadFlow(flow: Flow): void {
  const url = URL.createObjectURL(new Blob([flowFileText(flow)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(flow.name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
