import { fileName } from '#flows/graph/file-name.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText } from '#flows/graph/flow-file.ts'
import { downloadFile } from './download-file.ts'

/** Gives the flow to the browser as a file. */
export function downloadFlow(flow: Flow): void {
  downloadFile(fileName(flow.name), flowFileText(flow), 'application/json')
}
