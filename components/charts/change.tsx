import { ArrowDownRight, ArrowUpRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'

/** How much a figure changed against the period before, in words for those who don't see the arrow. */
export function Change({ change }: { change: number | null | undefined }) {
  const t = useTranslations('reports.change')
  const locale = useLocale()
  if (change === undefined) return null
  if (change === null) return <span className="text-xs text-muted-foreground">{t('nothingBefore')}</span>
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const size = percent.format(Math.abs(change))
  const direction = Math.abs(change) < 0.005 ? 'same' : change > 0 ? 'up' : 'down'
  const Arrow = direction === 'up' ? ArrowUpRight : ArrowDownRight
  return (
    <span className="figures inline-flex items-center gap-1 text-xs text-muted-foreground">
      {direction !== 'same' && <Arrow aria-hidden className="size-3.5" />}
      {t(direction, { size })}
    </span>
  )
}
