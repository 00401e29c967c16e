'use client'

import { useTranslations } from 'next-intl'
import type { FactValue } from '#flows/conditions/facts.ts'
import type { TraitName } from '#flows/traits/trait-names.ts'
import { useFormat } from '../format.ts'
import { Card, CardHeader } from '../ui/card.tsx'

const MONEY: readonly TraitName[] = ['revenue', 'refunded', 'net_revenue', 'average_order_value']
const DATES: readonly TraitName[] = ['first_order_at', 'last_order_at']
const SHOWN = [
  'orders',
  'net_revenue',
  'average_order_value',
  'refunded',
  'first_order_at',
  'last_order_at',
  'average_days_between_orders',
  'favourite_category',
  'points_balance',
  'lifecycle_stage',
  'rfm_group',
] as const satisfies readonly TraitName[]

/** What is worked out of a person's orders. */
export function PersonTraits({ traits }: { traits: Record<TraitName, FactValue> }) {
  const t = useTranslations('people')
  const names = useTranslations('traits.names')
  const stages = useTranslations('traits.stages')
  const groups = useTranslations('traits.groups')
  const format = useFormat()
  const said = (name: TraitName, value: FactValue): string => {
    if (value === null) return '—'
    if (MONEY.includes(name)) return format.money(String(value))
    if (DATES.includes(name)) return format.date(String(value))
    if (name === 'rfm_group') return groups(String(value))
    if (name === 'lifecycle_stage') return stages(String(value))
    if (name === 'average_days_between_orders')
      return t('days', { days: format.number(Math.round(Number(value))) })
    return typeof value === 'number' ? format.number(value) : String(value)
  }
  return (
    <Card data-testid="person-traits">
      <CardHeader title={t('traits')} description={t('traitsHint')} />
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg border-t sm:grid-cols-3 xl:grid-cols-4">
        {SHOWN.map((name) => (
          <div key={name} className="flex flex-col gap-1 px-5 py-3.5 shadow-[0_0_0_1px_var(--border)]">
            <dt className="text-[13px] text-muted-foreground">{names(name)}</dt>
            <dd className="figures truncate text-[15px] font-semibold">{said(name, traits[name])}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
