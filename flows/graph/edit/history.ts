/** What was, what is, and what was undone. `key` and `at` belong to the last edit, so that typing makes one entry. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  last: { key: string; at: number } | null
}

const KEPT = 200
const SAME_EDIT_MS = 1_500

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], last: null })

/** Goes on to `next`. Edits with the same `key` within 1.5 s of each other are undone as one; `at` is in milliseconds. */
export function record<T>(
  history: History<T>,
  next: T,
  edit: { key: string | null; at: number } = { key: null, at: 0 },
): History<T> {
  if (next === history.present) return history
  const { last } = history
  const goesOn = edit.key !== null && last?.key === edit.key && edit.at - last.at < SAME_EDIT_MS
  return {
    past: goesOn ? history.past : [...history.past, history.present].slice(-KEPT),
    present: next,
    future: [],
    last: edit.key === null ? null : { key: edit.key, at: edit.at },
  }
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: null,
  }
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future
  if (after === undefined) return history
  return { past: [...history.past, history.present], present: after, future, last: null }
}
