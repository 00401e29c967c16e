import type { MessageChannel } from './sending-settings.ts'

/** Where a channel reaches a person; push goes to browsers, which stand apart from the profile. */
export function addressOf(
  channel: Exclude<MessageChannel, 'push'>,
  profile: { readonly email?: unknown; readonly phone?: unknown } | null | undefined,
): string | null {
  const address = channel === 'email' ? profile?.email : profile?.phone
  return typeof address === 'string' && address !== '' ? address : null
}

/** Whether text is one e-mail address that a server would take (RFC 5321 sizes, no quoted local parts). */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>",;:\\()[\]\p{C}]{1,64}@([^\s@<>",;:\\()[\]\p{C}.]{1,63}\.)+[^\s@<>",;:\\()[\]\p{C}.]{2,63}$/u.test(
      text,
    )
  )
}

/** Whether text is a phone number in E.164. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text)
}
