import { canonicalJson, type Json } from '../json.ts'
import type { Edge, Flow } from './flow.ts'

/** A step that is in one of two flows only, or says something else; `fields`: dotted paths of what differs in its config. */
export interface NodeChange {
  id: string
  kind: string
  change: 'added' | 'removed' | 'changed'
  fields: string[]
}

export interface EdgeChange {
  from: string
  branch: string | null
  to: string
  repeat: boolean
  change: 'added' | 'removed'
}

/** What a flow says that another one does not. Where cards stand on the canvas does not matter. */
export interface FlowDiff {
  name: boolean
  trigger: boolean
  /** Names of settings that differ. */
  settings: string[]
  nodes: NodeChange[]
  edges: EdgeChange[]
}

/** How `after` differs from `before`: its steps in the order of `after`, then those that are gone. */
export function diffFlows(before: Flow, after: Flow): FlowDiff {
  const [old, now] = [new Map(before.nodes.map((n) => [n.id, n])), new Map(after.nodes.map((n) => [n.id, n]))]
  const nodes = [
    ...after.nodes.flatMap((node): NodeChange[] => {
      const was = old.get(node.id)
      if (was === undefined) return [{ id: node.id, kind: node.kind, change: 'added', fields: [] }]
      const fields = was.kind === node.kind ? differing(was.config as Json, node.config as Json) : ['kind']
      return fields.length === 0 ? [] : [{ id: node.id, kind: node.kind, change: 'changed', fields }]
    }),
    ...before.nodes
      .filter(({ id }) => !now.has(id))
      .map(({ id, kind }): NodeChange => ({ id, kind, change: 'removed', fields: [] })),
  ]
  const settings = Object.keys({ ...before.settings, ...after.settings }) as (keyof Flow['settings'])[]
  return {
    name: before.name !== after.name,
    trigger: !alike(before.trigger as Json, after.trigger as Json),
    settings: settings.filter((name) => !alike(before.settings[name] as Json, after.settings[name] as Json)),
    nodes,
    edges: [
      ...missing(before.edges, after.edges).map((edge) => edgeChange(edge, 'added')),
      ...missing(after.edges, before.edges).map((edge) => edgeChange(edge, 'removed')),
    ],
  }
}

/** Whether nothing differs. */
export function isSame({ name, trigger, settings, nodes, edges }: FlowDiff): boolean {
  return !name && !trigger && settings.length + nodes.length + edges.length === 0
}

const alike = (a: Json | undefined, b: Json | undefined) =>
  canonicalJson(a ?? null) === canonicalJson(b ?? null)

const isGroup = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Paths below which two values differ; lists are compared whole. */
function differing(a: Json | undefined, b: Json | undefined, path = ''): string[] {
  if (alike(a, b)) return []
  if (!isGroup(a) || !isGroup(b)) return [path]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return names.flatMap((name) => differing(a[name], b[name], path === '' ? name : `${path}.${name}`))
}

const edgeKey = (edge: Edge) =>
  canonicalJson([edge.from, edge.branch ?? null, edge.to, edge.repeat ? edge.repeat.atMost : null])

/** Edges of `there` that are not in `here`. */
function missing(here: readonly Edge[], there: readonly Edge[]): Edge[] {
  const known = new Set(here.map(edgeKey))
  return there.filter((edge) => !known.has(edgeKey(edge)))
}

const edgeChange = ({ from, branch, to, repeat }: Edge, change: EdgeChange['change']): EdgeChange => ({
  from,
  branch: branch ?? null,
  to,
  repeat: repeat !== undefined,
  change,
})
