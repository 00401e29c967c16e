import type { FlowNode, NodeKind } from '#flows/graph/flow.ts'
import { condition } from './condition.ts'
import { delay } from './delay.ts'
import { email } from './email.ts'
import { exit } from './exit.ts'
import type { Family, NodeView, NodeWords } from './node-view.ts'
import { sms } from './sms.ts'
import { updateProfile } from './update-profile.ts'
import { wait } from './wait.ts'
import { webhook } from './webhook.ts'

/** How each kind of step looks. A new kind fails to compile here. */
export const NODE_VIEWS = {
  delay,
  wait,
  condition,
  email,
  sms,
  webhook,
  update_profile: updateProfile,
  exit,
} satisfies { [K in NodeKind]: NodeView<K> }

/** Kinds of steps as the palette and the step menu offer them. */
export const STEP_GROUPS: readonly { family: Exclude<Family, 'trigger'>; kinds: readonly NodeKind[] }[] = [
  { family: 'message', kinds: ['email', 'sms'] },
  { family: 'time', kinds: ['delay', 'wait'] },
  { family: 'logic', kinds: ['condition'] },
  { family: 'action', kinds: ['update_profile', 'webhook', 'exit'] },
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
