import type { Json, JsonObject } from '../../json.ts'
import { type Flow, TRIGGER_ID } from '../flow.ts'
import { type Choices, type Clash, type ClashAt, Clashes, type Side, type Sides } from './clash.ts'
import { mergeLines } from './merge-lines.ts'
import { mergeFields, mergeSteps, settled } from './merge-steps.ts'
import { isSame } from './merge-values.ts'

export interface Merge {
  flow: Flow
  /** What both changed, each in their own way. Empty: nobody has to be asked. */
  clashes: Clash[]
}

interface MergeOptions {
  /** What a person chose at clashes. */
  choices?: Choices
  /** Whose work is taken where nobody chose. */
  otherwise?: Side
}

/**
 * What two people made of one flow, each starting from `base`, as one flow that holds the work of both. `mine` must not use ids of
 * steps that `theirs` added (see `withOwnIds`).
 */
export function mergeFlows(
  { base, mine, theirs }: Sides<Flow>,
  { choices = {}, otherwise = 'mine' }: MergeOptions = {},
): Merge {
  const clashes = new Clashes(choices, otherwise)
  const sides = { base, mine, theirs }
  const of = <K extends keyof Flow>(part: K) => ({
    base: base[part] as Json,
    mine: mine[part] as Json,
    theirs: theirs[part] as Json,
  })
  const name = settled(of('name'), { kind: 'name' }, clashes) as Flow['name']
  const trigger = mergeTrigger(sides, clashes)
  const settings = mergeFields(
    of('settings') as Sides<JsonObject>,
    (setting) => ({ kind: 'setting', setting }),
    clashes,
  ) as unknown as Flow['settings']
  const nodes = mergeSteps(sides, clashes)
  const edges = mergeLines(sides, nodes, clashes)
  const flow = { ...theirs, name, trigger, settings, nodes, edges, layout: mergeLayout(sides, nodes) }
  return { flow, clashes: clashes.all }
}

function mergeTrigger({ base, mine, theirs }: Sides<Flow>, clashes: Clashes) {
  const [b, m, t] = [base, mine, theirs].map(({ trigger }) => trigger as unknown as JsonObject | null)
  const alike = b && m && t && b.kind === m.kind && m.kind === t.kind
  const at = (field: string): ClashAt => ({ kind: 'trigger', field })
  const merged = alike
    ? mergeFields({ base: b, mine: m, theirs: t }, at, clashes)
    : settled({ base: b!, mine: m!, theirs: t! }, at(''), clashes)
  return (merged ?? null) as unknown as Flow['trigger']
}

/** Where cards stand is nothing to ask about: who moved one last has moved it. */
function mergeLayout({ base, mine, theirs }: Sides<Flow>, nodes: Flow['nodes']): Flow['layout'] {
  const ids = [TRIGGER_ID, ...nodes.map(({ id }) => id)]
  return Object.fromEntries(
    ids.flatMap((id) => {
      const [was, ours, other] = [base.layout[id], mine.layout[id], theirs.layout[id]]
      const at = isSame(was, ours) ? other : ours
      return at === undefined ? [] : [[id, at]]
    }),
  )
}
