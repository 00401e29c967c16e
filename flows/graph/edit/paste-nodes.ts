import type { Json } from '../../json.ts'
import { type Edge, type Flow, type FlowNode, MOST_NODES } from '../flow.ts'
import { isMessageNode } from '../message-node.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { mainBranch } from './main-branch.ts'
import { freeId } from './new-node.ts'
import { pointed } from './pointed.ts'
import { reachableFrom, wouldCycle } from './reach.ts'
import { edgeAt, edgeFrom, nodeById, openSpots, type Spot, spotExists, takesSpot } from './spot.ts'

/** An id of the flow's own for each step of a copied piece. */
export function freshIds(flow: Flow, clip: Flow): Map<string, string> {
  const taken = flow.nodes.map(({ id }) => ({ id }))
  return new Map(
    clip.nodes.map(({ id }) => {
      const fresh = freeId(taken)
      taken.push({ id: fresh })
      return [id, fresh]
    }),
  )
}

/**
 * Puts a copied piece at a spot, under the ids of `freshIds`; its messages are drafts. Parts that did not hang together come one
 * after another. What came after the spot goes on from where the piece's main line ends.
 */
export function pasteNodes(
  flow: Flow,
  { clip, ids, at }: { clip: Flow; ids: ReadonlyMap<string, string>; at: Spot },
): EditResult {
  if (clip.nodes.length === 0) return refused('nothing_to_paste')
  if (flow.nodes.length + clip.nodes.length > MOST_NODES) return refused('too_many_steps')
  if (!spotExists(flow, at)) return refused('unknown_branch')
  const piece = renamed(clip, ids)
  if (piece.edges.some(({ from, to, repeat }) => !repeat && wouldCycle(piece, from, to)))
    return refused('would_cycle')
  const { joints, end } = chained(piece, at)
  const before = edgeAt(flow, at)
  if (before && !end) return refused('nothing_after_exit')
  const edges = flow.edges.filter((edge) => !takesSpot(edge, at))
  edges.push(...piece.edges, ...joints)
  if (before && end) edges.push(edgeFrom(end, before.to))
  return edited({ ...flow, nodes: [...flow.nodes, ...piece.nodes], edges })
}

/** Where a copy of some steps goes: on the main line behind the first of them. Undefined where that ends in an exit. */
export function spotBehind(flow: Flow, ids: readonly string[]): Spot | undefined {
  const chosen = new Set(ids)
  const inside = {
    nodes: flow.nodes.filter(({ id }) => chosen.has(id)),
    edges: flow.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
  }
  const [first] = rootsOf(inside)
  return first && mainEnd(inside, first.id)
}

type Piece = Pick<Flow, 'nodes' | 'edges'>

function renamed(clip: Flow, ids: ReadonlyMap<string, string>): Piece {
  const nodes = clip.nodes.map((node) => {
    const copy = { ...node, id: ids.get(node.id)!, config: pointed(node.config as Json, ids) } as FlowNode
    if (isMessageNode(copy)) copy.config.status = 'draft'
    return copy
  })
  const edges = clip.edges.flatMap((edge): Edge[] => {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)]
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }]
  })
  return { nodes, edges }
}

/** The edges that lead into the piece and from one part of it to the next, and where it goes on. */
function chained(piece: Piece, at: Spot): { joints: Edge[]; end: Spot | undefined } {
  const joints: Edge[] = []
  let end: Spot | undefined = at
  for (const { id } of rootsOf(piece)) {
    const edges: Edge[] = [...piece.edges, ...joints]
    // a part that joins one before it further down can't come after it: it is left to be connected
    if (!end || reachableFrom({ edges }, id).has(end.from)) continue
    joints.push(edgeFrom(end, id))
    end = mainEnd(piece, id) ?? openIn(piece, reachableFrom(piece, id))
  }
  return { joints, end }
}

/** Steps that no other of the piece leads to. */
function rootsOf({ nodes, edges }: Piece): FlowNode[] {
  const led = new Set(edges.flatMap(({ to, repeat }) => (repeat ? [] : [to])))
  return nodes.filter(({ id }) => !led.has(id))
}

/** The open end of the main line from a step on. */
function mainEnd(piece: Piece, from: string): Spot | undefined {
  for (let id = from; ; ) {
    const node = nodeById(piece as Flow, id)
    const branch = node && mainBranch(node)
    if (branch === undefined) return undefined
    const next = piece.edges.find((edge) => takesSpot(edge, { from: id, branch }))
    if (!next) return { from: id, branch }
    id = next.to
  }
}

const openIn = (piece: Piece, ids: Set<string>): Spot | undefined =>
  openSpots(piece as Flow).find(({ from }) => ids.has(from))
