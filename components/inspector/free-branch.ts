/** The first of `b1`, `b2`, … that no branch has. */
export function freeBranch(prefix: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`${prefix}${n}`)) return `${prefix}${n}`
}
