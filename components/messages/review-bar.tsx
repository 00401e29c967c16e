'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Send, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { decideMany, type ManyMessages, type MessageFilter, waitingOfQuery } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import type { Chosen } from '../ui/use-chosen.ts'

interface Asked {
  verb: 'send' | 'discard'
  count: number
  which: ManyMessages
}

/** What a person decides about several messages in review: those that are ticked, or all that match the filter. */
export function ReviewBar({
  filter: { channel, flow },
  shown,
  chosen,
}: {
  filter: Pick<MessageFilter, 'channel' | 'flow'>
  /** How many rows there are to tick. */
  shown: number
  chosen: Chosen
}) {
  const t = useTranslations('messages.many')
  const format = useFormat()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [asking, setAsking] = useState(false)
  const waiting = useQuery({ ...waitingOfQuery({ channel, flow }), refetchInterval: 10_000 })
  const matching = waiting.data?.review ?? shown
  const count = chosen.all ? matching : chosen.ids.length
  const decide = useMutation({
    mutationFn: ({ verb, which }: Asked) => decideMany(verb, which),
    onSuccess: (done, { verb }) => {
      chosen.clear()
      toast.success(t(verb === 'send' ? 'sent' : 'discarded', { count: done.count }))
    },
    onError: (error) => void toast.error(errorText(error)),
    onSettled: async () => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['messages'] })
    },
  })
  const ask = (verb: Asked['verb']) => {
    const all = {
      status: 'review' as const,
      until: waiting.data?.at ?? '',
      ...(channel === '' ? {} : { channel }),
      ...(flow === '' ? {} : { flow }),
    }
    setAsked({ verb, count, which: chosen.all ? all : { ids: chosen.ids } })
    setAsking(true)
  }
  return (
    <div className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-muted/40 px-3 py-2 text-sm">
      <p role="status" className="mr-auto flex flex-wrap items-center gap-x-2">
        <span className={count === 0 ? 'text-muted-foreground' : 'font-medium'}>
          {count === 0 ? t('none', { count: matching }) : t('chosen', { count })}
        </span>
        {!chosen.all && matching > chosen.ids.length && waiting.isSuccess && (
          <Button variant="link" size="sm" onClick={chosen.chooseAll}>
            {t('all', { count: matching })}
          </Button>
        )}
        {chosen.all && (
          <Button variant="link" size="sm" onClick={chosen.clear}>
            {t('clear')}
          </Button>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" size="sm" disabled={count === 0} onClick={() => ask('discard')}>
          <Trash2 aria-hidden />
          {t('discard')}
        </Button>
        <Button size="sm" disabled={count === 0} onClick={() => ask('send')}>
          <Send aria-hidden />
          {t('send')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={asked && t(`${asked.verb}Title`, { count: asked.count })}
        description={asked && t(`${asked.verb}Hint`)}
        confirm={asked && t(`${asked.verb}Confirm`, { count: format.number(asked.count) })}
        destructive={asked?.verb === 'discard'}
        busy={decide.isPending}
        onConfirm={() => asked && decide.mutate(asked)}
      />
    </div>
  )
}
