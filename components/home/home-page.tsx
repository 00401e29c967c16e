'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { allStepsDone, firstStepsQuery } from '../api/first-steps.ts'
import { useFlows } from '../api/flows.ts'
import { FlowRows } from '../flows/flow-rows.tsx'
import { inOrder, USUAL_SORT } from '../flows/flow-view.ts'
import { OverviewFigures } from '../reports/overview-figures.tsx'
import { useMay, useSession } from '../session.tsx'
import { Page } from '../shell/page.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { FirstStepsCard } from './first-steps-card.tsx'

const POLL_MS = 3000
const FLOWS_SHOWN = 5

/** What a person sees first: the steps that are left, the shop's figures, the flows that changed last. */
export function HomePage() {
  const t = useTranslations('home')
  const { user, workspace } = useSession()
  const steps = useQuery({
    ...firstStepsQuery,
    refetchInterval: ({ state }) => (state.data && allStepsDone(state.data) ? false : POLL_MS),
  })
  const begun = steps.data?.firstEvent || steps.data?.flowPublished
  return (
    <Page>
      <PageHeader title={t('greeting', { name: firstWord(user.name) })} description={workspace.name} />
      <div className="flex flex-col gap-8">
        {steps.isPending && <Skeleton className="h-56 rounded-lg" />}
        {steps.data && !allStepsDone(steps.data) && <FirstStepsCard steps={steps.data} />}
        {(begun || steps.isError) && <OverviewFigures />}
        <LatestFlows />
      </div>
    </Page>
  )
}

function LatestFlows() {
  const t = useTranslations('home')
  const may = useMay()
  const locale = useLocale()
  const { currency } = useSession().workspace
  const [sort, setSort] = useState(USUAL_SORT)
  const flows = useFlows()
  const shown = flows.data
    ?.filter((flow) => flow.status !== 'archived')
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .slice(0, FLOWS_SHOWN)
  if (!shown || shown.length === 0) return null
  return (
    <Card>
      <CardHeader
        title={t('latestFlows')}
        actions={
          <Button asChild variant="secondary" size="sm">
            <Link href="/flows">
              {may('flows:write') && <Plus aria-hidden />}
              {may('flows:write') ? t('newFlow') : t('allFlows')}
            </Link>
          </Button>
        }
      />
      <FlowRows flows={inOrder(shown, sort, { locale, currency })} sort={sort} onSort={setSort} />
    </Card>
  )
}

function firstWord(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
