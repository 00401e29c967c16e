const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

/** The instant that an RFC 3339 text with an offset names, in milliseconds; null for anything else, 30 February too. */
export function instantOf(text: string): number | null {
  const match = RFC3339.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match
  const [y, mo, d, h, mi, s] = [
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ]
  const oh = Number(offsetHour ?? 0)
  const om = Number(offsetMinute ?? 0)
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo) || h > 23 || mi > 59 || s > 59 || oh > 23 || om > 59)
    return null
  const millis = fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000)
  const local = Date.UTC(2000, mo - 1, d, h, mi, s, millis)
  const date = new Date(local)
  date.setUTCFullYear(y, mo - 1, d)
  return date.getTime() - (sign === '-' ? -1 : 1) * (oh * 60 + om) * 60_000
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
