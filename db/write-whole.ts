import { renameSync, writeFileSync } from 'node:fs'

/** Replaces a small file in one step: whoever reads it, even after a crash, sees the old text or the new. */
export function writeWhole(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode, flush: true })
  renameSync(draft, path)
}
