import { z } from 'zod'
import { TimeOfDay } from '../schedule/until.ts'
import type { MESSAGE_CHANNELS, SendingSettings } from './sending-settings.ts'

const Hours = z.number().min(0).max(8_760)
const Days = z.number().int().min(0).max(90)

/** A flow's own quiet hours; null: it has none. The same rule as the workspace's, which may be half filled in while it is written. */
export const OwnQuietHours = z.object({ from: TimeOfDay, to: TimeOfDay }).nullable()
export type OwnQuietHours = z.infer<typeof OwnQuietHours>

/** Hours in which a person gets one marketing message of a channel at most, in place of the workspace's; 0: no such rule. */
export const OwnSmartSending = z.object({
  email: Hours.optional(),
  sms: Hours.optional(),
  push: Hours.optional(),
  whatsapp: Hours.optional(),
} satisfies Record<(typeof MESSAGE_CHANNELS)[number], unknown>)
export type OwnSmartSending = z.infer<typeof OwnSmartSending>

/** For how many days (of 24 hours) after a click, or an open, an order counts for the message; 0: such a touch earns nothing. */
export const Attribution = z.object({ clickDays: Days, openDays: Days })
export type Attribution = z.infer<typeof Attribution>

/** Where a flow says nothing else: 5 days, the field's habit. */
export const USUAL_ATTRIBUTION: Attribution = { clickDays: 5, openDays: 5 }

/** The longest window that a flow may choose, in days. */
export const LONGEST_ATTRIBUTION_DAYS = 90

interface OwnRules {
  quietHours?: OwnQuietHours | undefined
  smartSending?: OwnSmartSending | undefined
}

/** The rules that a flow's messages go by: its own where it has any, else the workspace's. */
export function rulesInForce<S extends Pick<SendingSettings, 'quietHours' | 'smartSending'>>(
  workspace: S,
  { quietHours, smartSending }: OwnRules,
): S {
  if (quietHours === undefined && smartSending === undefined) return workspace
  const own = Object.entries(smartSending ?? {}).filter(([, hours]) => hours !== undefined)
  return {
    ...workspace,
    ...(quietHours === undefined ? {} : { quietHours }),
    smartSending: { ...workspace.smartSending, ...Object.fromEntries(own) },
  }
}
