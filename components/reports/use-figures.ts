'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { type FigureFormats, figureFormats } from './figures.ts'

/** How figures are written in the language of the studio. */
export function useFigures(): FigureFormats {
  const locale = useLocale()
  return useMemo(() => figureFormats(locale), [locale])
}
