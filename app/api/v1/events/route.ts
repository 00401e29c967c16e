import { adaptDoor } from '#server/http/adapt-door.ts'
import { receiveEventsCall } from '#server/http/doors/events.ts'

export const { POST, OPTIONS } = adaptDoor(receiveEventsCall)
