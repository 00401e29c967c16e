import { getCountries } from 'libphonenumber-js'
import { z } from 'zod'

const COUNTRIES: ReadonlySet<string> = new Set(getCountries())
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}

/** What a shop says about itself. */
export const WorkspaceSettings = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Istanbul'),
  locale: z.enum(['tr', 'en']),
  currency: z.string().refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code such as TRY'),
  country: z.string().refine((code) => COUNTRIES.has(code), 'must be an ISO 3166-1 code such as TR'),
  consentRule: z.enum(['implied', 'explicit']),
})
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>

/** What a workspace begins with until somebody says otherwise. */
export const FIRST_SETTINGS: WorkspaceSettings = {
  name: 'My shop',
  timeZone: 'Europe/Istanbul',
  locale: 'tr',
  currency: 'TRY',
  country: 'TR',
  consentRule: 'implied',
}
