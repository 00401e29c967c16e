import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { unsubscribeDoor, unsubscribeLinkDoor } from '#server/http/doors/unsubscribe.ts'

export const GET = adaptOpenDoor(unsubscribeLinkDoor)
export const POST = adaptOpenDoor(unsubscribeDoor)
