import { z } from 'zod'

export const PASSWORD_LENGTH = { least: 10, most: 128 } as const

/** Long is what makes a password strong; nothing else is asked of it. */
export const Password = z
  .string()
  .min(PASSWORD_LENGTH.least, `must have at least ${PASSWORD_LENGTH.least} characters`)
  .max(PASSWORD_LENGTH.most, `must have at most ${PASSWORD_LENGTH.most} characters`)

/** An e-mail address as sign-in compares it: trimmed and in lower case. */
export const SignInEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must have at most 254 characters')
  .pipe(z.email('must be an e-mail address'))

export const PersonName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
