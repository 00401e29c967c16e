const DEEPEST = 8

/**
 * What an error began with. Libraries wrap a driver's error in their own, whose message repeats the statement with its
 * parameters: session tokens and people's data, which no log may hold.
 */
export function rootCause(error: unknown): unknown {
  let root = error
  for (let depth = 0; depth < DEEPEST && root instanceof Error && root.cause instanceof Error; depth++)
    root = root.cause
  return root
}
