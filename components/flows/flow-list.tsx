'use client'

import { Plus, Search } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { toast } from 'sonner'
import { type FlowStatus, type FlowSummary, useCreateFlow, useFlows } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { FlowTable } from './flow-table.tsx'
import { ImportFlow } from './import-flow.tsx'
import { ReadyMadeFlows } from './ready-made-flows.tsx'

const FILTERS = ['all', 'live', 'draft', 'paused', 'archived'] as const
type Filter = (typeof FILTERS)[number]

/** All flows with their figures; without any, the ready-made ones to begin with. */
export function FlowList() {
  const t = useTranslations('flows')
  const errorText = useErrorText()
  const { data, error, refetch } = useFlows()
  const newFlow = useNewFlow()
  const may = useMay()
  const empty = data?.length === 0
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          may('flows:write') && (
            <>
              <ImportFlow />
              <Button busy={newFlow.busy} onClick={newFlow.create} data-testid="new-flow">
                <Plus aria-hidden />
                {t('new')}
              </Button>
            </>
          )
        }
      />
      {error && !data && (
        <Alert
          tone="error"
          title={t('loadFailed')}
          actions={
            <Button variant="secondary" size="sm" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          }
        >
          {errorText(error)}
        </Alert>
      )}
      {!data && !error && <Loading />}
      {data && !empty && <Flows flows={data} />}
      {data && may('flows:write') && <ReadyMadeFlows first={empty ?? false} />}
    </>
  )
}

function Flows({ flows }: { flows: FlowSummary[] }) {
  const t = useTranslations('flows')
  const { search, status, set } = useFilters()
  const counts = useMemo(() => countByStatus(flows), [flows])
  const words = fold(search)
  const shown = flows.filter(
    (flow) =>
      (status === 'all' ? flow.status !== 'archived' : flow.status === status) &&
      (words === '' || fold(`${flow.name} ${flow.triggerLabel ?? ''}`).includes(words)),
  )
  return (
    <section aria-label={t('title')} className="mb-10 overflow-hidden rounded-lg border bg-card">
      <div className="flex flex-wrap items-center gap-3 border-b p-3">
        <div className="relative min-w-48 flex-1">
          <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted-foreground" />
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={search}
            onChange={(event) => set({ q: event.target.value })}
            className="pl-9"
          />
        </div>
        <div className="max-w-full overflow-x-auto">
          <Segmented<Filter>
            aria-label={t('filter')}
            size="sm"
            value={status}
            onValueChange={(next) => set({ status: next })}
            options={FILTERS.filter((one) => one === 'all' || one === status || counts[one] > 0).map(
              (value) => ({
                value,
                label: value === 'all' ? t('filterAll') : t(`status.${value}`),
              }),
            )}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="px-5 py-12 text-center text-sm text-muted-foreground">{t('noneFound')}</p>
      ) : (
        <FlowTable flows={shown} />
      )}
    </section>
  )
}

function countByStatus(flows: FlowSummary[]): Record<FlowStatus, number> {
  const counts = { draft: 0, live: 0, paused: 0, archived: 0 }
  for (const flow of flows) counts[flow.status] += 1
  return counts
}

const fold = (text: string) =>
  text.trim().replaceAll('İ', 'i').replaceAll('I', 'i').replaceAll('ı', 'i').toLowerCase()

function useFilters() {
  const params = useSearchParams()
  const given = params.get('status')
  const status: Filter = FILTERS.find((one) => one === given) ?? 'all'
  const set = (part: { q?: string; status?: Filter }) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(part)) {
      if (value === '' || value === 'all') next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString()
    window.history.replaceState(null, '', query === '' ? '/flows' : `/flows?${query}`)
  }
  return { search: params.get('q') ?? '', status, set }
}

/** Makes an empty flow and goes to its canvas. */
function useNewFlow() {
  const t = useTranslations('flows')
  const router = useRouter()
  const errorText = useErrorText()
  const create = useCreateFlow()
  return {
    busy: create.isPending || create.isSuccess,
    create: () =>
      create.mutate(
        { name: t('newName') },
        {
          onSuccess: (flow) => router.push(`/flows/${flow.id}`),
          onError: (error) => toast.error(errorText(error)),
        },
      ),
  }
}

function Loading() {
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-card p-5" aria-busy>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-10" />
      ))}
    </div>
  )
}
