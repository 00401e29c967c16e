import type { FlowSettings } from '#flows/graph/flow.ts'

/** What each part of the settings' form is given. */
export interface SettingsProps {
  settings: FlowSettings
  /** `field`: what was changed, by its name. */
  set: (part: Partial<FlowSettings>, field: string) => void
}
