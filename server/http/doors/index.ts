import type { Door } from '../door.ts'
import { eventsDoor } from './events.ts'
import { liveDoor, readyDoor } from './health.ts'
import { metricsDoor } from './metrics.ts'
import { profilesDoor } from './profiles.ts'

/** Every route that is answered without Next; the busiest first. */
export const DOORS: readonly Door[] = [eventsDoor, profilesDoor, liveDoor, readyDoor, metricsDoor]
