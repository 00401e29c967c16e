'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FirstSteps } from '../api/first-steps.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { cn } from '../ui/cn.ts'
import { FirstEvent } from './first-event.tsx'

/** What a new shop does first. Each step turns green by itself when it is done. */
export function FirstStepsCard({ steps }: { steps: FirstSteps }) {
  const t = useTranslations('home.steps')
  const may = useMay()
  const format = useFormat()
  const { firstEvent, emailConnected, flowPublished } = steps
  const done = [firstEvent !== null, emailConnected, flowPublished].filter(Boolean).length
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('hint')}
        actions={
          <span className="figures text-[13px] text-muted-foreground">{t('progress', { done, all: 3 })}</span>
        }
      />
      <ol className="divide-y border-t">
        <Step
          number={1}
          done={firstEvent !== null}
          title={t('event.title')}
          text={
            firstEvent
              ? t('event.done', { name: firstEvent.name ?? '', time: format.relative(firstEvent.at) })
              : t('event.text')
          }
        >
          {!firstEvent && <FirstEvent mayMakeKeys={may('keys:write')} />}
        </Step>
        <Step
          number={2}
          done={emailConnected}
          title={t('email.title')}
          text={emailConnected ? t('email.done') : t('email.text')}
          action={
            !emailConnected &&
            may('connections:write') && (
              <Button asChild variant="secondary" size="sm">
                <Link href="/settings/connections">{t('email.do')}</Link>
              </Button>
            )
          }
        />
        <Step
          number={3}
          done={flowPublished}
          title={t('flow.title')}
          text={flowPublished ? t('flow.done') : t('flow.text')}
          action={
            !flowPublished &&
            may('flows:write') && (
              <Button asChild variant="secondary" size="sm">
                <Link href="/flows">{t('flow.do')}</Link>
              </Button>
            )
          }
        />
      </ol>
    </Card>
  )
}

function Step({
  number,
  done,
  title,
  text,
  action,
  children,
}: {
  number: number
  done: boolean
  title: ReactNode
  text: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations('home.steps')
  return (
    <li className="flex gap-4 px-5 py-4">
      <span
        className={cn(
          'figures grid size-6 shrink-0 place-items-center rounded-full border text-xs font-medium transition-colors',
          done ? 'border-transparent bg-live-soft text-live' : 'border-input text-muted-foreground',
        )}
      >
        {done ? <Check aria-hidden className="size-3.5" strokeWidth={2.5} /> : number}
        {done && <span className="sr-only">{t('doneMark')}</span>}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0 max-w-xl" role="status">
            <h3 className="font-medium">{title}</h3>
            <p className="text-[13px] text-muted-foreground">{text}</p>
          </div>
          {action}
        </div>
        {children}
      </div>
    </li>
  )
}
