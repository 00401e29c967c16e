'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { discardMessage, type MessageDetail, messageQuery, sendMessage } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

const SENDABLE = new Set(['review', 'unconnected', 'failed', 'uncertain'])
const DISCARDABLE = new Set(['review', 'unconnected', 'uncertain'])

/** What a person may decide about a message that waits for them. */
export function MessageActions({ message }: { message: MessageDetail }) {
  const t = useTranslations('messages.actions')
  const may = useMay()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const settled = {
    onError: (error: unknown) => void toast.error(errorText(error)),
    onSettled: async () => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['messages'] })
    },
  }
  const send = useMutation({
    mutationFn: () => sendMessage(message.id, message.status === 'uncertain'),
    onSuccess: (next) => {
      queries.setQueryData(messageQuery(message.id).queryKey, next)
      toast.success(t('sending'))
    },
    ...settled,
  })
  const discard = useMutation({
    mutationFn: () => discardMessage(message.id),
    onSuccess: () => void toast.success(t('discarded')),
    ...settled,
  })
  if (!may('messages:write') || !SENDABLE.has(message.status)) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        busy={send.isPending}
        onClick={() => (message.status === 'uncertain' ? setAsking(true) : send.mutate())}
      >
        <Send aria-hidden />
        {t(message.status === 'failed' || message.status === 'uncertain' ? 'again' : 'send')}
      </Button>
      {DISCARDABLE.has(message.status) && (
        <Button variant="secondary" busy={discard.isPending} onClick={() => discard.mutate()}>
          <Trash2 aria-hidden />
          {t('discard')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('againTitle')}
        description={t('againHint')}
        confirm={t('again')}
        busy={send.isPending}
        onConfirm={() => send.mutate()}
      />
    </div>
  )
}
