import type { FlowNode, NodeKind } from '../graph/flow.ts'
import { condition } from './condition.ts'
import { delay } from './delay.ts'
import { email } from './email.ts'
import { emitEvent } from './emit-event.ts'
import { enterFlow } from './enter-flow.ts'
import { exit } from './exit.ts'
import { experiment } from './experiment.ts'
import { list } from './list.ts'
import type { NodeDefinition } from './node-definition.ts'
import { notify } from './notify.ts'
import { push } from './push.ts'
import { sms } from './sms.ts'
import { split } from './split.ts'
import { updateProfile } from './update-profile.ts'
import { wait } from './wait.ts'
import { webhook } from './webhook.ts'
import { whatsapp } from './whatsapp.ts'

/** Every kind of step. A new kind fails to compile here, in the canvas views and in the inspector forms. */
export const NODES = {
  delay,
  wait,
  condition,
  split,
  experiment,
  email,
  sms,
  push,
  whatsapp,
  webhook,
  update_profile: updateProfile,
  list,
  notify,
  emit_event: emitEvent,
  enter_flow: enterFlow,
  exit,
} satisfies { [K in NodeKind]: NodeDefinition<K> }

/** The definition of a node, typed for that node. */
export function definitionOf<K extends NodeKind>(node: FlowNode<K>): NodeDefinition<K> {
  return NODES[node.kind as NodeKind] as unknown as NodeDefinition<K>
}
