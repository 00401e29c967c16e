import type { FlowStatus } from '../api/flows.ts'
import type { BadgeTone } from '../ui/badge.tsx'

/** The colour of each state of a flow. */
export const FLOW_TONES: Record<FlowStatus, BadgeTone> = {
  draft: 'neutral',
  live: 'live',
  paused: 'paused',
  archived: 'outline',
}
