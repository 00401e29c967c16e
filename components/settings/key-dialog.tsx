'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { createKey, type KeyWishes, keysQuery, type NewApiKey, SCOPES } from '../api/keys.ts'
import { useFormErrors } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'

export interface KeyDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Makes a key, then shows it once. */
export function KeyDialog({ open, onOpenChange }: KeyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <MakeKey close={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function MakeKey({ close }: { close: () => void }) {
  const t = useTranslations('settings.keys')
  const te = useTranslations('errors.field')
  const queries = useQueryClient()
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const [made, setMade] = useState<NewApiKey | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z
        .object({
          name: z.string().trim().min(1, te('required')).max(100, te('too_big')),
          kind: z.enum(['secret', 'public']),
          scopes: z.array(z.enum(SCOPES)),
        })
        .refine(({ kind, scopes }) => kind === 'public' || scopes.length > 0, {
          path: ['scopes'],
          message: t('scopesMissing'),
        }),
    ),
    defaultValues: { name: '', kind: 'secret', scopes: ['ingest'] } as KeyWishes,
  })
  const kind = form.watch('kind')
  const submit = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      setMade(await createKey({ ...values, scopes: values.kind === 'public' ? ['ingest'] : values.scopes }))
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
    } catch (error) {
      setProblem(formErrors(error, form.setError, ['name', 'kind', 'scopes']))
    }
  })

  if (made) return <MadeKey made={made} close={close} />
  return (
    <DialogContent
      title={t('create')}
      footer={
        <Button type="submit" form="make-key" busy={form.formState.isSubmitting}>
          {t('createDo')}
        </Button>
      }
    >
      <form id="make-key" noValidate onSubmit={submit} className="flex flex-col gap-5">
        {problem && <Alert tone="error">{problem}</Alert>}
        <Field label={t('name')} hint={t('nameHint')} error={form.formState.errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
        </Field>
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t('kind')}</legend>
          <Controller
            control={form.control}
            name="kind"
            render={({ field }) => (
              <RadioCards
                aria-label={t('kind')}
                value={field.value}
                onValueChange={field.onChange}
                options={[
                  { value: 'secret', label: t('secret'), detail: t('secretDetail') },
                  { value: 'public', label: t('public'), detail: t('publicDetail') },
                ]}
              />
            )}
          />
        </fieldset>
        {kind === 'secret' && (
          <Controller
            control={form.control}
            name="scopes"
            render={({ field }) => (
              <Scopes
                value={field.value}
                onValueChange={field.onChange}
                error={form.formState.errors.scopes?.message}
              />
            )}
          />
        )}
      </form>
    </DialogContent>
  )
}

type Scope = (typeof SCOPES)[number]

function Scopes({
  value,
  onValueChange,
  error,
}: {
  value: Scope[]
  onValueChange: (value: Scope[]) => void
  error: string | undefined
}) {
  const t = useTranslations('settings.keys')
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('scopes')}</legend>
      <div className="flex flex-col gap-2.5">
        {SCOPES.map((scope) => (
          <label key={scope} htmlFor={`${id}-${scope}`} className="flex cursor-pointer items-start gap-3">
            <Checkbox
              id={`${id}-${scope}`}
              className="mt-0.5"
              checked={value.includes(scope)}
              onCheckedChange={(on) =>
                onValueChange(SCOPES.filter((each) => (each === scope ? on === true : value.includes(each))))
              }
            />
            <span>
              <span className="block text-sm">{t(`scope.${scope}`)}</span>
              <span className="block text-[13px] text-muted-foreground">{t(`scopeDetail.${scope}`)}</span>
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-[13px] text-destructive">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function MadeKey({ made, close }: { made: NewApiKey; close: () => void }) {
  const t = useTranslations('settings.keys')
  return (
    <DialogContent
      title={t('made')}
      description={t('madeHint')}
      footer={
        <>
          <Button variant="secondary" onClick={close}>
            {t('done')}
          </Button>
          <CopyButton text={made.key} label={t('copy')} variant="primary" className="h-9 px-4 text-sm" />
        </>
      }
    >
      <Input readOnly value={made.key} aria-label={t('theKey')} className="font-mono text-[13px]" />
    </DialogContent>
  )
}
