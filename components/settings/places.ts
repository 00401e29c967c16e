'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import type { ComboboxOption } from '../ui/combobox.tsx'

/** ISO 3166-1 alpha-2, in use. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  )

/** Countries, currencies and time zones by their names in the person's language, sorted by them. */
export function usePlaceOptions(): Record<'countries' | 'currencies' | 'timeZones', ComboboxOption[]> {
  const locale = useLocale()
  return useMemo(() => {
    const regions = new Intl.DisplayNames(locale, { type: 'region' })
    const money = new Intl.DisplayNames(locale, { type: 'currency' })
    const byLabel = (a: ComboboxOption, b: ComboboxOption) => a.label.localeCompare(b.label, locale)
    return {
      countries: COUNTRIES.map((value) => ({
        value,
        label: regions.of(value) ?? value,
        keywords: [value],
      })).sort(byLabel),
      currencies: Intl.supportedValuesOf('currency')
        .map((value) => ({ value, label: `${money.of(value) ?? value} (${value})`, keywords: [value] }))
        // money of the past has its years in its name
        .filter(({ label }) => !/\d{4}/.test(label))
        .sort(byLabel),
      timeZones: zones().map((value) => ({
        value,
        label: value.replaceAll('_', ' ').replaceAll('/', ' / '),
        keywords: [value],
      })),
    }
  }, [locale])
}

function zones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
}
