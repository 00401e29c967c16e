import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { twilioInboundDoor } from '#server/http/doors/twilio-inbound.ts'

export const POST = adaptOpenDoor(twilioInboundDoor)
