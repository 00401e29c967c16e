import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { EVENT_LIMITS } from './limits.ts'

const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,}$/u
const PLAIN_EMAIL =
  /^(?=.{1,64}@)[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/

/**
 * An e-mail address folded so that one address is one person, or null when it is none. Lower-cased without a language:
 * `I` becomes `i` in every shop, and the dot that Unicode leaves behind `İ` is dropped, so `ALİ@` is `ali@`.
 */
export function emailOf(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > EVENT_LIMITS.emailLength) return null
  if (PLAIN_EMAIL.test(trimmed)) return trimmed
  const folded = trimmed.normalize('NFC').toLowerCase().replaceAll('i\u0307', 'i')
  const at = folded.indexOf('@')
  return EMAIL.test(folded) &&
    at <= 64 &&
    !folded.includes('..') &&
    folded[0] !== '.' &&
    folded[at - 1] !== '.'
    ? folded
    : null
}

const E164 = /^\+[1-9]\d{6,14}$/
/** Formats a shop sends again and again; a Map keeps the order in which they came. */
const known = new Map<string, string | null>()
const MOST_KNOWN = 20_000

/** A phone number in E.164, or null when it is none. Without a country code it belongs to `country` (ISO 3166-1 alpha-2). */
export function phoneOf(text: string, country: string): string | null {
  const key = `${country}:${text}`
  const before = known.get(key)
  if (before !== undefined) return before
  const phone = parsed(text, country)
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!)
  known.set(key, phone)
  return phone
}

function parsed(text: string, country: string): string | null {
  if (text.length > 40) return null
  const home = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const number = parsePhoneNumberFromString(text.trim(), {
    extract: false,
    ...(home === undefined ? {} : { defaultCountry: home }),
  })
  return number?.isPossible() && !number.ext && E164.test(number.number) ? number.number : null
}
