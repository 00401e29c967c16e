import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { openDoor } from '#server/http/doors/open.ts'

export const GET = adaptOpenDoor(openDoor)
