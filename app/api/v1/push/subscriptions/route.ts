import { adaptDoor } from '#server/http/adapt-door.ts'
import { receiveEndedPushCall, receivePushCall } from '#server/http/doors/push-subscriptions.ts'

export const { POST, OPTIONS } = adaptDoor(receivePushCall)
export const { POST: DELETE } = adaptDoor(receiveEndedPushCall)
