import type { Condition } from '../conditions/condition.ts'
import type { FactRequest, Facts } from '../conditions/facts.ts'
import type { AwaitedEvent, Flow, FlowNode, NodeConfig, NodeKind } from '../graph/flow.ts'
import type { Problem } from '../graph/problem.ts'
import type { Effect } from '../interpreter/effects.ts'
import type { Input, ProfileFields, Run, Waiting } from '../interpreter/run-state.ts'
import type { JsonObject } from '../json.ts'

/** Everything a step may look at. Time is an argument: `now` in milliseconds since 1970. */
export interface StepContext {
  flow: Flow
  run: Run
  profile: ProfileFields
  facts: Facts
  now: number
  seed: string
  visit: number
  /** The workspace's time zone. */
  zone: string
  /** `enter` on arrival; otherwise what woke the run, with the instant it arrived here. */
  arrival: { kind: 'enter' } | { kind: 'woken'; input: Input; since: number; waiting: Waiting }
}

/**
 * What a step decides. `stay` keeps the run here: `restarted` with its timer from the beginning, `quiet` without a line in the
 * trace. `need` asks the shell for facts and is called again with them.
 */
export type StepResult =
  | { kind: 'go'; branch: string | null; detail?: JsonObject; effects?: Effect[]; answer?: JsonObject }
  | {
      kind: 'stay'
      waiting: Waiting
      detail?: JsonObject
      effects?: Effect[]
      restarted?: boolean
      quiet?: boolean
    }
  | { kind: 'end'; reason: string; detail?: JsonObject }
  | { kind: 'need'; requests: FactRequest[] }
  | { kind: 'ignore' }

/** One kind of step: its branches, its problems and what it does. Its config schema stands in graph/flow.ts. */
export interface NodeDefinition<K extends NodeKind> {
  kind: K
  /** Branch names in the order they are drawn; `[null]` for a single way out, `[]` where the run ends. */
  outputs: (config: NodeConfig<K>) => readonly (string | null)[]
  /** Problems of this node's own config; the graph's shape is checked elsewhere. */
  validate: (node: FlowNode<K>, flow: Flow) => Problem[]
  /** The events that wake a run standing here. */
  listens?: (config: NodeConfig<K>) => AwaitedEvent[]
  /** The condition that a run standing here waits for, if any. */
  watches?: (config: NodeConfig<K>) => Condition | null
  step: (context: StepContext, node: FlowNode<K>) => StepResult
}
