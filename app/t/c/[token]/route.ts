import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { clickDoor } from '#server/http/doors/click.ts'

export const GET = adaptOpenDoor(clickDoor)
