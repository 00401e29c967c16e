import { eventFields } from '../events/event.ts'
import type { JsonObject } from '../json.ts'
import type { StepContext } from './node-definition.ts'

/** What paths such as `profile.birthday` and `event.delivery_date` are read from. */
export function scopeOfPaths({ profile, run }: Pick<StepContext, 'profile' | 'run'>): JsonObject {
  return { profile, event: run.trigger ? eventFields(run.trigger) : {}, webhook: run.answers }
}
