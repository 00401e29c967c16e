/** Works through parts with at most `width` at a time; returns the sum of what each did. The first error ends it. */
export async function eachPart(
  parts: number[],
  width: number,
  work: (part: number) => Promise<number>,
): Promise<number> {
  let next = 0
  let total = 0
  const lane = async () => {
    while (next < parts.length) {
      const part = parts[next++] as number
      const done = await work(part)
      total += done
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, parts.length) }, lane))
  return total
}
