import type { LucideIcon } from 'lucide-react'
import type { NodeConfig, NodeKind } from '#flows/graph/flow.ts'
import type { Words as ConditionWords } from '../../conditions/describe.ts'

/** Steps of a family share the colour of their icon tile. */
export type Family = 'trigger' | 'time' | 'logic' | 'message' | 'action'

/** What the words of a card are made with: translations of `nodes`, of conditions, and the flow's key. */
export interface NodeWords {
  t: ConditionWords['t']
  conditions: ConditionWords
  locale: string
  key: string | null
  /** The trigger's event, where there is one. */
  event: string | null
}

/** How one kind of step looks on the canvas. */
export interface NodeView<K extends NodeKind> {
  family: Family
  icon: LucideIcon
  /** What the step does, in words. */
  title: (config: NodeConfig<K>, words: NodeWords) => string
  /** One more line, or nothing. */
  detail: (config: NodeConfig<K>, words: NodeWords) => string | null
}

/** The icon tile of a step, in the colours of the `data-family` that it or what it stands in names (globals.css). */
export const FAMILY_TILE = 'grid shrink-0 place-items-center rounded-md bg-(--family-soft) text-(--family)'
