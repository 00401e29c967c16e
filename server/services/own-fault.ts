/** Whether the database refused what was written, so that trying the same again can't be expected to help: not a lost connection or a full disk. */
export function isOwnFault(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') return error instanceof Error
  return /^(22|23|42|54|P0)/.test(code)
}
