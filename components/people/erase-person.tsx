'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { useErrorText } from '../error-text.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

/** Erases a person for good, after saying what goes and what stays. */
export function ErasePerson({ id, name }: { id: string; name: string }) {
  const t = useTranslations('people')
  const router = useRouter()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [asking, setAsking] = useState(false)
  const erase = useMutation({
    mutationFn: () => fetchJson(`/api/v1/profiles/${id}`, { method: 'DELETE' }),
    onSuccess: () => {
      client.removeQueries({ queryKey: ['people'] })
      toast.success(t('erased'))
      router.replace('/people')
    },
    onError: (error) => void toast.error(errorText(error)),
  })
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        <UserX aria-hidden />
        {t('erase')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('eraseTitle', { name })}
        description={t('eraseHint')}
        confirm={t('eraseDo')}
        busy={erase.isPending}
        onConfirm={() => erase.mutate()}
      />
    </>
  )
}
