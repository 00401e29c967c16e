import { adaptOpenDoor } from '#server/http/adapt-door.ts'
import { whatsappInboundDoor } from '#server/http/doors/whatsapp-inbound.ts'
import { whatsappVerifyDoor } from '#server/http/doors/whatsapp-verify.ts'

export const GET = adaptOpenDoor(whatsappVerifyDoor)
export const POST = adaptOpenDoor(whatsappInboundDoor)
