'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { ChevronsUpDown, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { fetchJson } from '../api/fetch-json.ts'
import { useErrorText, useFormErrors } from '../error-text.ts'
import { Mark } from '../mark.tsx'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

/** Enters another workspace; everything that was loaded belongs to the old one, so the page begins anew. */
async function enterWorkspace(organizationId: string): Promise<void> {
  await fetchJson('/api/auth/organization/set-active', { method: 'POST', body: { organizationId } })
  window.location.assign('/')
}

/** The shop the person works in, and their other ones. */
export function WorkspaceSwitcher() {
  const t = useTranslations('nav')
  const errorText = useErrorText()
  const { workspace, workspaces, user } = useSession()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={t('workspace', { name: workspace.name })}
          className="flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left transition-colors hover:bg-accent/60"
        >
          <Mark className="size-7 shrink-0" />
          <span className="min-w-0 flex-1 truncate text-sm font-semibold">{workspace.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width) min-w-54">
          <DropdownMenuLabel>{t('workspaces')}</DropdownMenuLabel>
          <DropdownMenuRadioGroup
            value={workspace.id}
            onValueChange={(id) => {
              if (id !== workspace.id) enterWorkspace(id).catch((error) => toast.error(errorText(error)))
            }}
          >
            {workspaces.map((each) => (
              <DropdownMenuRadioItem key={each.id} value={each.id}>
                <span className="truncate">{each.name}</span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          {user.role === 'owner' && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setAdding(true)}>
                <Plus aria-hidden />
                {t('addWorkspace')}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog open={adding} onOpenChange={setAdding}>
        {adding && <AddWorkspace />}
      </Dialog>
    </>
  )
}

function AddWorkspace() {
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
