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

/** Parts that a turn works through for each of its lanes. */
const PARTS_A_LANE = 4

/**
 * The same for the first of the parts: what comes meanwhile is not kept waiting for all of them. Goes on to the next as long
 * as nothing was done, since others may have the first ones in hand.
 */
export async function firstParts(
  parts: number[],
  width: number,
  work: (part: number) => Promise<number>,
): Promise<number> {
  const most = width * PARTS_A_LANE
  for (let from = 0; from < parts.length; from += most) {
    const done = await eachPart(parts.slice(from, from + most), width, work)
    if (done > 0) return done
  }
  return 0
}
