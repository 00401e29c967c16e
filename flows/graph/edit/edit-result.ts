import type { Flow } from '../flow.ts'

/** Why an edit was not made; each has its words under `canvas.refusals.<code>`. */
export const REFUSAL_CODES = [
  'unknown_node',
  'unknown_branch',
  'duplicate_id',
  'would_cycle',
  'not_earlier',
  'nothing_after_exit',
  'into_trigger',
  'kind_mismatch',
  'name_empty',
  'nothing_to_paste',
  'too_many_steps',
  'no_place',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** A new flow, or the reason why there is none. The flow given in is never changed. */
export type EditResult = { ok: true; flow: Flow } | { ok: false; refusal: RefusalCode }

export const edited = (flow: Flow): EditResult => ({ ok: true, flow })
export const refused = (refusal: RefusalCode): EditResult => ({ ok: false, refusal })
