'use client'

import { ArrowRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { type LibraryItem, useCreateFlow, useFlowLibrary } from '../api/flows.ts'
import { FlowThumbnail } from '../canvas/flow-thumbnail.tsx'
import { useErrorText } from '../error-text.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Flows to start from, each with its picture; where there are none yet, with a word on how it begins. */
export function ReadyMadeFlows({ first }: { first: boolean }) {
  const t = useTranslations('flows.library')
  const locale = useLocale()
  const router = useRouter()
  const errorText = useErrorText()
  const { data, isPending } = useFlowLibrary(locale)
  const create = useCreateFlow()
  const take = ({ id }: LibraryItem) =>
    create.mutate(
      { library: id, locale },
      {
        onSuccess: (flow) => router.push(`/flows/${flow.id}`),
        onError: (error) => toast.error(errorText(error)),
      },
    )
  return (
    <section aria-labelledby="ready-made-flows">
      <h2 id="ready-made-flows" className="text-base font-semibold">
        {first ? t('firstTitle') : t('title')}
      </h2>
      <p className="mt-0.5 mb-4 text-sm text-muted-foreground">{first ? t('firstText') : t('text')}</p>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {isPending && [0, 1, 2].map((place) => <Skeleton key={place} className="h-80" />)}
        {data?.map((item) => (
          <li key={item.id} className="flex flex-col overflow-hidden rounded-lg border bg-card">
            <div className="grid h-52 place-items-center border-b bg-background p-4">
              <FlowThumbnail flow={item.graph} className="max-h-full max-w-full" />
            </div>
            <div className="flex flex-1 flex-col gap-1.5 p-4">
              <h3 className="font-semibold">{item.name}</h3>
              <p className="flex-1 text-[13px] text-muted-foreground">{item.description}</p>
              <Button
                variant="secondary"
                size="sm"
                className="mt-2 self-start"
                busy={create.isPending && (create.variables as { library?: string }).library === item.id}
                onClick={() => take(item)}
                aria-label={t('useNamed', { name: item.name })}
                data-testid={`library-${item.id}`}
              >
                {t('use')}
                <ArrowRight aria-hidden />
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
