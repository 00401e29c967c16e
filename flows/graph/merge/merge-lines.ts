import { deleteNodes } from '../edit/delete-nodes.ts'
import { reachableFrom, wouldCycle } from '../edit/reach.ts'
import { spotExists, spotOf } from '../edit/spot.ts'
import { type Edge, type Flow, TRIGGER_ID } from '../flow.ts'
import type { Clashes, Sides } from './clash.ts'
import { isSame } from './merge-values.ts'

/** Edges by the way out they leave from: there is one plain edge at most, and one that leads back. */
type Lines = Map<string, Edge>

/**
 * The edges of a merged flow that has the steps of `nodes`. Where both put steps into one line they come one after the other, mine
 * first. A step that is gone takes its lines with it, as when it is deleted.
 */
export function mergeLines(
  { base, mine, theirs }: Sides<Flow>,
  nodes: Flow['nodes'],
  clashes: Clashes,
): Flow['edges'] {
  const stays = new Set(nodes.map(({ id }) => id))
  const before = linesOf(without(base, ({ id }) => !stays.has(id)))
  const [inMine, inTheirs] = [mine, theirs].map((side) => changesOf(base, side, stays)) as [Changes, Changes]
  const kept = applied(before, inTheirs)
  compose(inMine, inTheirs, before, clashes)
  const merged = applied(applied(before, inTheirs), inMine)
  const flow = { nodes } as Flow
  const sound = hasCircle(merged) ? oneByOne(kept, inMine, clashes) : merged
  return [...sound.values()].filter(
    (line) => spotExists(flow, spotOf(line)) && stays.has(line.to) && line.to !== TRIGGER_ID,
  )
}

/** What one side did to the ways out: where each leads now, null for nowhere. */
type Changes = Map<string, Edge | null>

function changesOf(base: Flow, side: Flow, stays: ReadonlySet<string>): Changes {
  const has = new Set(side.nodes.map(({ id }) => id))
  const was = linesOf(without(base, ({ id }) => !stays.has(id) || !has.has(id)))
  const known = new Set(base.nodes.map(({ id }) => id))
  const is = linesOf(without(side, ({ id }) => known.has(id) && !stays.has(id)))
  const changes: Changes = new Map()
  for (const way of new Set([...was.keys(), ...is.keys()])) {
    if (!isSame(was.get(way), is.get(way))) changes.set(way, is.get(way) ?? null)
  }
  return changes
}

/** Settles the ways out that both changed: afterwards `mine` and `theirs` agree about each. */
function compose(mine: Changes, theirs: Changes, before: Lines, clashes: Clashes): void {
  for (const [way, ours] of mine) {
    if (!theirs.has(way)) continue
    const other = theirs.get(way) ?? null
    if (isSame(ours, other)) continue
    const onward = before.get(way)?.to
    const [after, behind] = [insertedBefore(mine, ours, onward), insertedBefore(theirs, other, onward)]
    if (after) {
      for (const spot of after) mine.set(spot, led(mine.get(spot)!, other))
      theirs.set(way, ours)
    } else if (behind) {
      for (const spot of behind) theirs.set(spot, led(theirs.get(spot)!, ours))
      mine.set(way, other)
    } else {
      const line = (ours ?? other)!
      const at = { kind: 'line', spot: spotOf(line), repeat: line.repeat !== undefined } as const
      const values = { base: onward, mine: ours?.to, theirs: other?.to }
      if (clashes.settle(at, values) === 'theirs') mine.set(way, other)
      else theirs.set(way, ours)
    }
  }
}

/** The ways out, of steps that were put in at `first`, which lead on to where the line led before; null where nothing was put in. */
function insertedBefore(changes: Changes, first: Edge | null, onward: string | undefined): string[] | null {
  if (!first || onward === undefined || first.to === onward) return null
  const edges = [...changes.values()].filter((line) => line !== null)
  const piece = reachableFrom({ edges }, first.to)
  const ends = [...changes].filter(([, line]) => line && piece.has(line.from) && line.to === onward)
  return ends.length > 0 && !piece.has(first.from) ? ends.map(([way]) => way) : null
}

const led = (line: Edge | null, to: Edge | null): Edge | null => line && to && { ...line, to: to.to }

/** Takes the changes of one side in turn and leaves out what closes a circle. */
function oneByOne(kept: Lines, changes: Changes, clashes: Clashes): Lines {
  const lines = new Map(kept)
  for (const [way, line] of changes) {
    const was = lines.get(way)
    lines.delete(way)
    if (line && !line.repeat && wouldCycle({ edges: [...lines.values()] }, line.from, line.to)) {
      const at = { kind: 'line', spot: spotOf(line), repeat: false } as const
      clashes.force(at, { base: was?.to, mine: line.to, theirs: was?.to })
      if (was && !wouldCycle({ edges: [...lines.values()] }, was.from, was.to)) lines.set(way, was)
    } else put(lines, way, line)
  }
  return lines
}

/** Takes away steps that nothing leads to until none is left, or until every one is led to: then there is a circle (Kahn 1962). */
function hasCircle(lines: Lines): boolean {
  const edges = [...lines.values()].filter(({ repeat }) => !repeat)
  const led = new Map<string, number>(edges.map(({ from }) => [from, 0]))
  for (const { to } of edges) led.set(to, (led.get(to) ?? 0) + 1)
  const out = Map.groupBy(edges, ({ from }) => from)
  const free = [...led].filter(([, count]) => count === 0).map(([id]) => id)
  let done = 0
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    done += 1
    for (const { to } of out.get(id) ?? []) {
      const left = led.get(to)! - 1
      led.set(to, left)
      if (left === 0) free.push(to)
    }
  }
  return done < led.size
}

const wayOf = ({ from, branch, repeat }: Edge) => JSON.stringify([from, branch ?? null, repeat !== undefined])

const linesOf = (flow: Flow): Lines => new Map(flow.edges.map((edge) => [wayOf(edge), edge]))

function applied(lines: Lines, changes: Changes): Lines {
  const next = new Map(lines)
  for (const [way, line] of changes) put(next, way, line)
  return next
}

function put(lines: Lines, way: string, line: Edge | null): void {
  if (line) lines.set(way, line)
  else lines.delete(way)
}

function without(flow: Flow, gone: (node: Flow['nodes'][number]) => boolean): Flow {
  const ids = flow.nodes.filter(gone).map(({ id }) => id)
  const result = deleteNodes(flow, { ids })
  return result.ok ? result.flow : flow
}
