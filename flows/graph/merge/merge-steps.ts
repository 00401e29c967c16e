import type { Json, JsonObject } from '../../json.ts'
import type { Flow, FlowNode, NodeKind } from '../flow.ts'
import type { ClashAt, Clashes, Side, Sides } from './clash.ts'
import { CLASH, isSame, mergeValues } from './merge-values.ts'

/** Configs whose fields only make sense together. */
const WHOLE: ReadonlySet<NodeKind> = new Set(['delay'])

/**
 * The steps of a merged flow: theirs in their order, then those that I added. A step that one deleted is gone, unless the other
 * changed it meanwhile: then it is asked about and stays where nobody chose.
 */
export function mergeSteps({ base, mine, theirs }: Sides<Flow>, clashes: Clashes): FlowNode[] {
  const [was, ours, other] = [base, mine, theirs].map(byId) as [Steps, Steps, Steps]
  const decide = (id: string): FlowNode | null => {
    const [b, m, t] = [was.get(id), ours.get(id), other.get(id)]
    if (b === undefined) return m && t ? mergeStep(t, m, t, clashes) : (m ?? t ?? null)
    if (m && t) return mergeStep(b, m, t, clashes)
    const left = m ?? t
    if (left === undefined || isSame(b, left)) return null
    const by: Side = m ? 'theirs' : 'mine'
    const values = { base: json(b), mine: m && json(m), theirs: t && json(t) }
    return clashes.settle({ kind: 'deleted', node: id, by }, values, otherSide(by)) === by ? null : left
  }
  const ids = [...theirs.nodes, ...mine.nodes].map(({ id }) => id)
  return [...new Set(ids)].flatMap((id) => decide(id) ?? [])
}

/** Merges the fields of what has fields: of a config, of a trigger. `atField`: what to ask about a field. */
export function mergeFields(
  { base, mine, theirs }: Sides<JsonObject>,
  atField: (field: string) => ClashAt,
  clashes: Clashes,
): JsonObject {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const merged: JsonObject = {}
  for (const name of names) {
    const values = { base: base[name], mine: mine[name], theirs: theirs[name] }
    const value = settled(values, atField(name), clashes)
    if (value !== undefined) merged[name] = value
  }
  return merged
}

/** The merged value, or that of the side that was chosen. */
export function settled(values: Sides<Json | undefined>, at: ClashAt, clashes: Clashes): Json | undefined {
  const value = mergeValues(values.base, values.mine, values.theirs)
  return value === CLASH ? values[clashes.settle(at, values)] : value
}

function mergeStep(base: FlowNode, mine: FlowNode, theirs: FlowNode, clashes: Clashes): FlowNode {
  if (mine === base || isSame(base, mine)) return theirs
  if (isSame(base, theirs)) return mine
  const at = (field: string): ClashAt => ({ kind: 'step', node: base.id, field })
  if (mine.kind !== theirs.kind || base.kind !== mine.kind || WHOLE.has(base.kind)) {
    const values = { base: json(base), mine: json(mine), theirs: json(theirs) }
    return settled(values, at(''), clashes) as unknown as FlowNode
  }
  const [b, m, t] = [base, mine, theirs].map(({ config }) => json(config) as JsonObject)
  const config = mergeFields({ base: b!, mine: m!, theirs: t! }, at, clashes)
  return { ...theirs, config } as unknown as FlowNode
}

type Steps = Map<string, FlowNode>
const byId = ({ nodes }: Flow): Steps => new Map(nodes.map((node) => [node.id, node]))
const otherSide = (side: Side): Side => (side === 'mine' ? 'theirs' : 'mine')
const json = (value: unknown) => value as Json
