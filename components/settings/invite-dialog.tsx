'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { fetchJson } from '../api/fetch-json.ts'
import { ROLES, type RoleName, teamQuery } from '../api/team.ts'
import { useFormErrors } from '../error-text.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { inviteLink } from './invitation-table.tsx'

export interface InviteDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks for an address and a role, then hands over the link. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <Invite close={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function Invite({ close }: { close: () => void }) {
  const t = useTranslations('settings.team')
  const te = useTranslations('errors.field')
  const roles = useTranslations('nav.role')
  const { user } = useSession()
  const queries = useQueryClient()
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const [made, setMade] = useState<{ id: string; email: string } | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({
        email: z
          .string()
          .trim()
          .pipe(z.email(te('email'))),
        role: z.enum(ROLES),
      }),
    ),
    defaultValues: { email: '', role: 'marketer' as RoleName },
  })
  const submit = form.handleSubmit(async (body) => {
    setProblem(null)
    try {
      setMade(
        await fetchJson<{ id: string; email: string }>('/api/v1/team/invitations', { method: 'POST', body }),
      )
      await queries.invalidateQueries({ queryKey: teamQuery.queryKey })
    } catch (error) {
      setProblem(formErrors(error, form.setError, ['email', 'role']))
    }
  })

  if (made) {
    const link = inviteLink(made.id)
    return (
      <DialogContent
        title={t('linkTitle')}
        description={t('linkHint', { email: made.email })}
        footer={
          <>
            <Button variant="secondary" onClick={close}>
              {t('done')}
            </Button>
            <CopyButton text={link} label={t('copyLink')} variant="primary" className="h-9 px-4 text-sm" />
          </>
        }
      >
        <Input readOnly value={link} aria-label={t('link')} className="font-mono text-[13px]" />
      </DialogContent>
    )
  }
  return (
    <DialogContent
      title={t('invite')}
      description={t('inviteHint')}
      footer={
        <Button type="submit" form="invite" busy={form.formState.isSubmitting}>
          {t('makeLink')}
        </Button>
      }
    >
      <form id="invite" noValidate onSubmit={submit} className="flex flex-col gap-5">
        {problem && <Alert tone="error">{problem}</Alert>}
        <Field label={t('email')} error={form.formState.errors.email?.message}>
          {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
        </Field>
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t('role')}</legend>
          <Controller
            control={form.control}
            name="role"
            render={({ field }) => (
              <RadioCards
                aria-label={t('role')}
                value={field.value}
                onValueChange={field.onChange}
                options={ROLES.filter((role) => role !== 'owner' || user.role === 'owner').map((value) => ({
                  value,
                  label: roles(value),
                  detail: t(`roles.${value}`),
                }))}
              />
            )}
          />
        </fieldset>
      </form>
    </DialogContent>
  )
}
