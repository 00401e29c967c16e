import { canonicalJson, type Json } from '../../json.ts'

/** A value that both changed, each in their own way. */
export const CLASH = Symbol('clash')

type Maybe = Json | undefined

/**
 * What two people made of a value, each starting from `base`; `undefined` is a value that is not there. `CLASH` where both changed
 * it and don't agree. Lists are merged piece by piece, so that two can work on different blocks of one e-mail; everything else is
 * one value.
 */
export function mergeValues(base: Maybe, mine: Maybe, theirs: Maybe): Maybe | typeof CLASH {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine
  if (isSame(base, mine)) return theirs
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs))
    return mergeLists(base, mine, theirs)
  return CLASH
}

/** Whether two values say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null)
}

/** The three-way merge of Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007): stable pieces, and what lies between. */
function mergeLists(base: Json[], mine: Json[], theirs: Json[]): Json[] | typeof CLASH {
  const [inMine, inTheirs] = [matches(base, mine), matches(base, theirs)]
  const merged: Json[] = []
  let [b, m, t] = [0, 0, 0]
  while (true) {
    const next = nextStable(base, inMine, inTheirs, b)
    const [toMine, toTheirs] =
      next < base.length ? [inMine[next]!, inTheirs[next]!] : [mine.length, theirs.length]
    const piece = mergePieces(base.slice(b, next), mine.slice(m, toMine), theirs.slice(t, toTheirs))
    if (piece === CLASH) return CLASH
    merged.push(...piece)
    if (next === base.length) return merged
    merged.push(base[next]!)
    ;[b, m, t] = [next + 1, toMine + 1, toTheirs + 1]
  }
}

/** The first place from `from` on that both kept. */
function nextStable(base: Json[], inMine: Places, inTheirs: Places, from: number): number {
  let at = from
  while (at < base.length && (inMine[at] === null || inTheirs[at] === null)) at += 1
  return at
}

function mergePieces(base: Json[], mine: Json[], theirs: Json[]): Json[] | typeof CLASH {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine
  if (isSame(base, mine)) return theirs
  if (mine.length !== base.length || theirs.length !== base.length) return CLASH
  const items = base.map((item, index) => mergeValues(item, mine[index], theirs[index]))
  return items.includes(CLASH) ? CLASH : (items as Json[])
}

/** For each item of `base` where it stands in `other`; null where it does not. */
type Places = (number | null)[]

/** The longest common subsequence. */
function matches(base: Json[], other: Json[]): Places {
  const [a, b] = [base.map(canonicalJson), other.map(canonicalJson)]
  const length = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] =
        a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
    }
  }
  const places: Places = a.map(() => null)
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) places[i++] = j++
    else if (length[i + 1]![j]! >= length[i]![j + 1]!) i += 1
    else j += 1
  }
  return places
}
