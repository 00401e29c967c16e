import { fileName } from '#flows/graph/file-name.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText } from '#flows/graph/flow-file.ts'
import { downloadFile } from './download-file.ts'
import { zipOf } from './zip.ts'

/** Gives several flows to the browser in one archive: unpacked, it is a folder that `flows push` reads. */
export function downloadFlows(flows: readonly Flow[]): void {
  const taken = new Set<string>()
  const files = flows.map((flow) => {
    const name = fileName(flow.name, (file) => taken.has(file))
    taken.add(name)
    return { name, text: flowFileText(flow) }
  })
  downloadFile('flows.zip', zipOf(files), 'application/zip')
}
