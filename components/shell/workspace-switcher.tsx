'use client'

import { ChevronsUpDown, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { useErrorText } from '../error-text.ts'
import { Mark } from '../mark.tsx'
import { useSession } from '../session.tsx'
import { Dialog } from '../ui/dialog.tsx'
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
import { enterWorkspace } from './enter-workspace.ts'

const AddWorkspace = dynamic(() => import('./add-workspace.tsx').then((file) => file.AddWorkspace), {
  ssr: false,
})

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
