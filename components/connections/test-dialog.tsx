'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { type Connection, connectionsQuery, testConnection } from '../api/connections.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { useProviderError } from './use-provider-error.ts'

export interface TestDialogProps {
  open: boolean
  connection: Connection
  onClose: () => void
}

/** Sends a test message through a connection. */
export function TestDialog({ open, connection, onClose }: TestDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      {open && <TestForm connection={connection} close={onClose} />}
    </Dialog>
  )
}

function TestForm({ connection, close }: { connection: Connection; close: () => void }) {
  const t = useTranslations('connections')
  const providerError = useProviderError()
  const queries = useQueryClient()
  const { user } = useSession()
  const { channel } = connection
  const email = channel === 'email'
  const [to, setTo] = useState(email ? user.email : '')
  const test = useMutation({
    mutationFn: () => testConnection(connection.id, to.trim()),
    onSuccess: () => {
      toast.success(t('testSent', { to }))
      close()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: connectionsQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    test.mutate()
  }
  return (
    <DialogContent
      title={t('testTitle')}
      footer={
        <Button type="submit" form="test-connection" busy={test.isPending} disabled={to.trim() === ''}>
          {t('testDo')}
        </Button>
      }
    >
      <form id="test-connection" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {test.isError && <Alert tone="error">{providerError(test.error)}</Alert>}
        <Field
          label={t(channel === 'push' ? 'form.testToPerson' : email ? 'form.testTo' : 'form.testToPhone')}
          hint={
            channel === 'push'
              ? t('form.testToPersonHint')
              : channel === 'whatsapp' && t('form.whatsappTestHint')
          }
        >
          {(control) => (
            <Input
              {...control}
              type={email ? 'email' : channel === 'push' ? 'text' : 'tel'}
              value={to}
              onChange={(event) => setTo(event.target.value)}
              autoFocus
            />
          )}
        </Field>
      </form>
    </DialogContent>
  )
}
