import type { Door } from '../door.ts'
import { clickDoor } from './click.ts'
import { eventsDoor } from './events.ts'
import { liveDoor, readyDoor } from './health.ts'
import { metricsDoor } from './metrics.ts'
import { openDoor } from './open.ts'
import { profilesDoor } from './profiles.ts'
import { pushSubscribeDoor, pushUnsubscribeDoor } from './push-subscriptions.ts'
import { twilioInboundDoor } from './twilio-inbound.ts'
import { twilioStatusDoor } from './twilio-status.ts'
import { unsubscribeDoor, unsubscribeLinkDoor } from './unsubscribe.ts'
import { whatsappInboundDoor } from './whatsapp-inbound.ts'
import { whatsappVerifyDoor } from './whatsapp-verify.ts'

/** Every route that is answered without Next; the busiest first. */
export const DOORS: readonly Door[] = [
  eventsDoor,
  profilesDoor,
  openDoor,
  clickDoor,
  twilioStatusDoor,
  whatsappInboundDoor,
  pushSubscribeDoor,
  pushUnsubscribeDoor,
  liveDoor,
  readyDoor,
  metricsDoor,
  unsubscribeDoor,
  unsubscribeLinkDoor,
  twilioInboundDoor,
  whatsappVerifyDoor,
]
