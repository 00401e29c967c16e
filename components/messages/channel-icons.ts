import { BellRing, type LucideIcon, Mail, MessageCircle, MessageSquareText } from 'lucide-react'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'

/** One picture for each channel, wherever it is shown. */
export const CHANNEL_ICONS: Record<MessageChannel, LucideIcon> = {
  email: Mail,
  sms: MessageSquareText,
  push: BellRing,
  whatsapp: MessageCircle,
}
