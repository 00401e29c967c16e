import type { FlowNode, NodeKind } from '#flows/graph/flow.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { condition } from './condition.ts'
import { delay } from './delay.ts'
import { email } from './email.ts'
import { emitEvent } from './emit-event.ts'
import { enterFlow } from './enter-flow.ts'
import { exit } from './exit.ts'
import { experiment } from './experiment.ts'
import { list } from './list.ts'
import type { Family, NodeView, NodeWords } from './node-view.ts'
import { notify } from './notify.ts'
import { push } from './push.ts'
import { sms } from './sms.ts'
import { split } from './split.ts'
import { updateProfile } from './update-profile.ts'
import { wait } from './wait.ts'
import { webhook } from './webhook.ts'
import { whatsapp } from './whatsapp.ts'

/** How each kind of step looks. A new kind fails to compile here. */
export const NODE_VIEWS = {
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
} satisfies { [K in NodeKind]: NodeView<K> }

/** Kinds of steps as the palette and the step menu offer them. */
export const STEP_GROUPS: readonly { family: Exclude<Family, 'trigger'>; kinds: readonly NodeKind[] }[] = [
  { family: 'message', kinds: MESSAGE_CHANNELS },
  { family: 'time', kinds: ['delay', 'wait'] },
  { family: 'logic', kinds: ['condition', 'split', 'experiment'] },
  {
    family: 'action',
    kinds: ['update_profile', 'list', 'notify', 'webhook', 'emit_event', 'enter_flow', 'exit'],
  },
]

/** The words on a step's card. */
export function wordsOf(node: FlowNode, words: NodeWords): { title: string; detail: string | null } {
  const view = NODE_VIEWS[node.kind] as NodeView<NodeKind>
  const title = view.title(node.config as never, words)
  return { title: capital(title, words.locale), detail: view.detail(node.config as never, words) }
}

/** Sentences begin with a capital, also where they begin with a name that has none; in Turkish `i` becomes `İ`. */
export function capital(text: string, locale: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase(locale) + text.slice(first.length)
}
