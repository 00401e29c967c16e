'use client'

import { Archive, Ellipsis, Pause, Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { type FlowAction, useFlowAction } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { useOpenFlow } from './open-flow.ts'
import { useSaveState } from './save-status.tsx'
import { useEditor, useEditorStore } from './use-editor.ts'

/** Publish, pause, resume, archive; on a phone the last three are in a menu. */
export function FlowActions() {
  const t = useTranslations('flows')
  const tProblem = useTranslations('problems')
  const store = useEditorStore()
  const errorText = useErrorText()
  const { id, detail, autosave } = useOpenFlow()
  const action = useFlowAction(id)
  const [archiving, setArchiving] = useState(false)
  const save = useSaveState(autosave)
  const errors = useEditor((state) => state.problems).filter((problem) => problem.severity === 'error')
  const { status } = detail
  if (status === 'archived') return null

  const run = async (verb: FlowAction) => {
    if (verb === 'publish' && !(await autosave.flush())) {
      toast.error(t('notSaved'))
      return
    }
    action.mutate(verb, {
      onSuccess: () => {
        setArchiving(false)
        toast.success(t(`done.${verb}`))
      },
      onError: (error) => {
        toast.error(errorText(error))
        if (verb === 'publish' && errors.length > 0) store.set({ panel: 'problems' })
      },
    })
  }
  const changed = status === 'draft' || detail.changed || save.kind !== 'saved'
  const reasons = [...new Set(errors.map((problem) => tProblem(problem.code, problem.params)))]
  const busy = (verb: FlowAction) => action.isPending && action.variables === verb
  const publish = (
    <Button
      data-testid="publish"
      aria-disabled={errors.length > 0 || undefined}
      busy={busy('publish')}
      className={cn(errors.length > 0 && 'cursor-default hover:bg-primary')}
      onClick={() =>
        errors.length > 0 ? store.set({ panel: 'problems', selected: [] }) : void run('publish')
      }
    >
      {status === 'draft' ? t('publish') : t('publishChanges')}
    </Button>
  )
  return (
    <>
      {status === 'live' && (
        <Button
          variant="secondary"
          busy={busy('pause')}
          onClick={() => void run('pause')}
          className="hidden sm:inline-flex"
        >
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      )}
      {status === 'paused' && (
        <Button
          variant={changed ? 'secondary' : 'primary'}
          busy={busy('resume')}
          onClick={() => void run('resume')}
          className="hidden sm:inline-flex"
        >
          <Play aria-hidden />
          {t('resume')}
        </Button>
      )}
      {status !== 'draft' && (
        <Tooltip content={t('archive')}>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('archive')}
            onClick={() => setArchiving(true)}
            className="hidden sm:inline-flex"
          >
            <Archive aria-hidden />
          </Button>
        </Tooltip>
      )}
      {status !== 'draft' && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('more')}
              busy={action.isPending}
              className="sm:hidden"
            >
              <Ellipsis aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {status === 'live' ? (
              <DropdownMenuItem onSelect={() => void run('pause')}>
                <Pause aria-hidden />
                {t('pause')}
              </DropdownMenuItem>
            ) : (
              <DropdownMenuItem onSelect={() => void run('resume')}>
                <Play aria-hidden />
                {t('resume')}
              </DropdownMenuItem>
            )}
            <DropdownMenuItem onSelect={() => setArchiving(true)}>
              <Archive aria-hidden />
              {t('archive')}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      {changed &&
        (reasons.length > 0 ? (
          <Tooltip
            side="bottom"
            content={
              <>
                <p className="font-medium">{t('notPublishable')}</p>
                <ul className="mt-1 list-disc pl-4">
                  {reasons.slice(0, 6).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </>
            }
          >
            {publish}
          </Tooltip>
        ) : (
          publish
        ))}
      <ConfirmDialog
        open={archiving}
        onOpenChange={setArchiving}
        title={t('archiveTitle', { name: detail.name })}
        description={t('archiveText')}
        confirm={t('archive')}
        busy={busy('archive')}
        onConfirm={() => void run('archive')}
      />
    </>
  )
}
