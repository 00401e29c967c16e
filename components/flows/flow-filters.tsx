'use client'

import { Download, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { FlowStatus } from '../api/flows.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/input.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { type FlowView, readView, STATUS_FILTERS, type StatusFilter } from './flow-view.ts'

/** Search and status, and the list as a file. */
export function FlowFilters({
  view: { search, status },
  counts,
  onChange,
  onCsv,
}: {
  view: FlowView
  counts: Record<FlowStatus, number>
  onChange: (part: Partial<FlowView>) => void
  onCsv: () => void
}) {
  const t = useTranslations('flows')
  return (
    <div className="flex flex-wrap items-center gap-3 border-b p-3">
      <div className="relative min-w-48 flex-1">
        <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted-foreground" />
        <SearchInput search={search} onSearch={(next) => onChange({ search: next })} />
      </div>
      <div className="min-w-0 overflow-x-auto">
        <Segmented<StatusFilter>
          aria-label={t('filter')}
          size="sm"
          value={status}
          onValueChange={(next) => onChange({ status: next })}
          options={STATUS_FILTERS.filter((one) => one === 'all' || one === status || counts[one] > 0).map(
            (value) => ({ value, label: value === 'all' ? t('filterAll') : t(`status.${value}`) }),
          )}
        />
      </div>
      <Button
        variant="secondary"
        size="sm"
        title={t('list.csv')}
        className="max-sm:ml-auto max-sm:px-2"
        onClick={onCsv}
        data-testid="flows-csv"
      >
        <Download aria-hidden />
        <span className="max-sm:sr-only">{t('list.csv')}</span>
      </Button>
    </div>
  )
}

/** Keeps what is typed to itself, since the address follows a moment later; takes the address's word when it leads elsewhere. */
function SearchInput({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const t = useTranslations('flows')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const box = input.current
    if (box && document.activeElement !== box) box.value = search
  }, [search])
  useEffect(() => {
    const onBack = () => {
      if (input.current) input.current.value = readView(new URLSearchParams(window.location.search)).search
    }
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  return (
    <Input
      ref={input}
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      defaultValue={search}
      onChange={(event) => onSearch(event.target.value)}
      className="pl-9"
    />
  )
}
