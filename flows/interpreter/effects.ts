import type { Json } from '../json.ts'
import type { MessageChannel } from '../sending/sending-settings.ts'

/** What the outside has to do because a run advanced. The core returns these and never performs them. */
export type Effect = { node: string; visit: number } & (
  | {
      kind: 'message'
      channel: MessageChannel
      /** It waits for a person. */
      review: boolean
      /** Why it is passed over, where that is decided already. */
      skip: string | null
    }
  | { kind: 'webhook' }
  | { kind: 'update_profile'; set: Record<string, Json>; unset: string[] }
  | { kind: 'list'; action: 'add' | 'remove'; list: string }
  | { kind: 'notify'; to: string; text: string }
  | { kind: 'emit_event'; event: string; properties: Record<string, Json> }
  | { kind: 'enter_flow'; flow: string }
)
