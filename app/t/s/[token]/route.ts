import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { twilioStatusDoor } from '#server/http/doors/twilio-status.ts'

export const POST = adaptOpenDoor(twilioStatusDoor)
