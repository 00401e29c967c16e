import type { Flow, FlowSettings, Trigger } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'

/** What starts the flow; null for nothing yet. */
export function setTrigger(flow: Flow, { trigger }: { trigger: Trigger | null }): EditResult {
  return edited({ ...flow, trigger })
}

/** Changes some of the settings that hold for the whole flow. */
export function updateSettings(flow: Flow, { settings }: { settings: Partial<FlowSettings> }): EditResult {
  return edited({ ...flow, settings: { ...flow.settings, ...settings } })
}

/** Names the flow. */
export function rename(flow: Flow, { name }: { name: string }): EditResult {
  const trimmed = name.trim().slice(0, 200)
  return trimmed === '' ? refused('name_empty') : edited({ ...flow, name: trimmed })
}
