'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { type FlowSummary, useCreateFlow, useFlows } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { useMay, useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useChosen } from '../ui/use-chosen.ts'
import { BulkBar } from './bulk-bar.tsx'
import type { Act } from './deeds.ts'
import { downloadFile } from './download-file.ts'
import { type Asked, FlowDialogs } from './flow-dialogs.tsx'
import { FlowFilters } from './flow-filters.tsx'
import { FlowRows } from './flow-rows.tsx'
import { type FlowView, inOrder, isFiltered, matching, statusCounts, tagCounts } from './flow-view.ts'
import { flowsCsv } from './flows-csv.ts'
import { ImportFlow } from './import-flow.tsx'
import { ReadyMadeFlows } from './ready-made-flows.tsx'
import { TagFilter } from './tag-filter.tsx'
import { useFlowDeeds } from './use-flow-deeds.ts'
import { useFlowView } from './use-flow-view.ts'

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
  const locale = useLocale()
  const { currency } = useSession().workspace
  const mayWrite = useMay()('flows:write')
  const [view, change] = useFlowView()
  const deeds = useFlowDeeds()
  const [asked, setAsked] = useState<Asked | null>(null)
  const fitting = useMemo(() => matching(flows, view), [flows, view])
  const shown = useMemo(
    () => inOrder(fitting, view.sort, { locale, currency }),
    [fitting, view.sort, locale, currency],
  )
  const chosen = useChosen(
    shown.map(({ id }) => id),
    JSON.stringify([view.search, view.status, view.tags]),
  )
  const ticked = shown.filter(({ id }) => chosen.has(id))
  const tags = tagCounts(fitting, locale, view.tags)
  const act: Act = (deed, of) => {
    if (deed === 'archive' || deed === 'resume' || deed === 'tag' || deed === 'delete') {
      setAsked({ deed, flows: of })
    } else void deeds[deed](of)
  }
  return (
    <section aria-label={t('title')} className="mb-10 overflow-clip rounded-lg border bg-card">
      <FlowFilters
        view={view}
        counts={statusCounts(flows)}
        onChange={change}
        onCsv={() => downloadFile('flows.csv', flowsCsv(shown), 'text/csv;charset=utf-8')}
      />
      {(tags.length > 0 || mayWrite) && (
        <div className={cn('grid min-h-12.25 border-b bg-card', ticked.length > 0 && 'sticky top-0 z-20')}>
          {tags.length > 0 && (
            <TagFilter
              tags={tags}
              chosen={view.tags}
              hidden={ticked.length > 0}
              onChange={(next) => change({ tags: next })}
            />
          )}
          {tags.length === 0 && mayWrite && (
            <p className="self-center px-5 py-3.5 text-[13px] text-muted-foreground [grid-area:1/1]">
              {t('list.tickHint')}
            </p>
          )}
          {ticked.length > 0 && <BulkBar flows={ticked} busy={deeds.busy} act={act} onNone={chosen.clear} />}
        </div>
      )}
      <p role="status" className="sr-only">
        {ticked.length > 0
          ? t('list.chosen', { count: ticked.length })
          : t('list.shown', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <NoneFound onAll={isFiltered(view) ? () => change(UNFILTERED) : null} />
      ) : (
        <>
          <FlowRows
            flows={shown}
            sort={view.sort}
            onSort={(sort) => change({ sort })}
            chosen={mayWrite ? chosen : undefined}
            act={act}
          />
          <p className="border-t px-5 py-2.5 text-[13px] text-muted-foreground">{t('list.note')}</p>
        </>
      )}
      <FlowDialogs asked={asked} all={flows} deeds={deeds} onClose={() => setAsked(null)} />
    </section>
  )
}

const UNFILTERED: Partial<FlowView> = { search: '', status: 'all', tags: [] }

function NoneFound({ onAll }: { onAll: (() => void) | null }) {
  const t = useTranslations('flows')
  return (
    <div className="flex flex-col items-center gap-3 px-5 py-12 text-sm text-muted-foreground">
      <p>{t('noneFound')}</p>
      {onAll && (
        <Button variant="secondary" size="sm" onClick={onAll}>
          {t('list.clearFilter')}
        </Button>
      )}
    </div>
  )
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

/** The list's own rows, empty. */
function Loading() {
  return (
    <div className="mb-10 flex flex-col divide-y overflow-clip rounded-lg border bg-card" aria-busy>
      <div className="flex gap-3 p-3">
        <Skeleton className="h-9 flex-1" />
        <Skeleton className="h-9 w-56 max-sm:hidden" />
      </div>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-center gap-3 px-5 py-3">
          <Skeleton className="size-14 shrink-0" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-48 max-w-full" />
            <Skeleton className="h-3.5 w-32" />
          </div>
          <Skeleton className="h-6.5 w-22 max-md:hidden" />
          <Skeleton className="h-6.5 w-22 max-md:hidden" />
        </div>
      ))}
    </div>
  )
}
