import type { Json } from '../json.ts'

/** What the outside has to do because a run advanced. The core returns these and never performs them. */
export type Effect =
  | {
      kind: 'message'
      channel: 'email' | 'sms'
      node: string
      visit: number
      review: boolean
      skip: string | null
    }
  | { kind: 'webhook'; node: string; visit: number }
  | { kind: 'update_profile'; node: string; visit: number; set: Record<string, Json>; unset: string[] }
