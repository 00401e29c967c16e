'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { fetchJson } from '../api/fetch-json.ts'
import { useFormErrors } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { enterWorkspace } from './enter-workspace.ts'

/** Asks for the name of another shop, makes its workspace and enters it. */
export function AddWorkspace() {
  const t = useTranslations('nav')
  const te = useTranslations('errors')
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({ name: z.string().trim().min(1, te('field.required')).max(100, te('field.too_big')) }),
    ),
    defaultValues: { name: '' },
  })
  const submit = form.handleSubmit(async (body) => {
    setProblem(null)
    try {
      const { id } = await fetchJson<{ id: string }>('/api/v1/workspaces', { method: 'POST', body })
      await enterWorkspace(id)
    } catch (error) {
      setProblem(formErrors(error, form.setError, ['name']))
    }
  })
  return (
    <DialogContent
      size="sm"
      title={t('addWorkspace')}
      description={t('addWorkspaceHint')}
      footer={
        <Button type="submit" form="add-workspace" busy={form.formState.isSubmitting}>
          {t('addWorkspaceDo')}
        </Button>
      }
    >
      <form id="add-workspace" onSubmit={submit} noValidate className="flex flex-col gap-4">
        {problem && <Alert tone="error">{problem}</Alert>}
        <Field label={t('workspaceName')} error={form.formState.errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
        </Field>
      </form>
    </DialogContent>
  )
}
