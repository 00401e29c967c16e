import type { JsonObject } from '../json.ts'
import type { ProfileFields } from './run-state.ts'

/** The profile after an update step; paths are top-level or dotted. */
export function updated(profile: ProfileFields, update: { set: JsonObject; unset: string[] }): ProfileFields {
  const next = structuredClone(profile)
  for (const [path, value] of Object.entries(update.set)) writePath(next, path, value)
  for (const path of update.unset) writePath(next, path, undefined)
  return next
}

function writePath(target: JsonObject, path: string, value: JsonObject[string] | undefined): void {
  const parts = path.split('.')
  const last = parts.pop() as string
  let at = target
  for (const part of parts) {
    const inner = Object.hasOwn(at, part) ? at[part] : undefined
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) {
      if (value === undefined) return
      at[part] = {}
    }
    at = at[part] as JsonObject
  }
  if (value === undefined) delete at[last]
  else at[last] = value
}
