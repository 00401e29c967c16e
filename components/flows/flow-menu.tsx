'use client'

import {
  Archive,
  Copy,
  Download,
  Ellipsis,
  Pause,
  Play,
  SquareArrowOutUpRight,
  Tags,
  Trash2,
} from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { FlowSummary } from '../api/flows.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import { type Act, type Deed, fits } from './deeds.ts'

/** What can be done to one flow; who may only read can open it and take its file. */
export function FlowMenu({ flow, act }: { flow: FlowSummary; act: Act }) {
  const t = useTranslations('flows')
  const mayWrite = useMay()('flows:write')
  const picked = useRef<Deed | null>(null)
  /** Only when the menu has gone: what is asked then gives the focus back to its button. */
  const begin = () => {
    const deed = picked.current
    picked.current = null
    if (deed !== null) act(deed, [flow])
  }
  const item = (deed: Deed, Icon: typeof Pause, label: string, destructive = false) =>
    fits(deed, flow) &&
    (mayWrite || deed === 'export') && (
      <DropdownMenuItem destructive={destructive} onSelect={() => (picked.current = deed)}>
        <Icon aria-hidden />
        {label}
      </DropdownMenuItem>
    )
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="relative z-10"
          aria-label={t('list.actionsOf', { name: flow.name })}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={begin}>
        <DropdownMenuItem asChild>
          <Link href={`/flows/${flow.id}`}>
            <SquareArrowOutUpRight aria-hidden />
            {t('list.open')}
          </Link>
        </DropdownMenuItem>
        {item('pause', Pause, t('pause'))}
        {item('resume', Play, t('resume'))}
        {item('duplicate', Copy, t('duplicate'))}
        {item('tag', Tags, t('list.editTags'))}
        {item('export', Download, t('file.export'))}
        {mayWrite && flow.status !== 'archived' && <DropdownMenuSeparator />}
        {item('archive', Archive, t('archive'))}
        {item('delete', Trash2, t('list.delete'), true)}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
