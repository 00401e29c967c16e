'use client'

import { Archive, Copy, Download, Ellipsis, Pause, Play } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import {
  type FlowAction,
  type FlowCall,
  type FlowImpact,
  fetchImpact,
  useCreateFlow,
  useFlowAction,
} from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { downloadFlow } from '../flows/download-flow.ts'
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

const PublishDialog = dynamic(() => import('./publish-dialog.tsx').then((file) => file.PublishDialog), {
  ssr: false,
})
const ResumeDialog = dynamic(() => import('./resume-dialog.tsx').then((file) => file.ResumeDialog), {
  ssr: false,
})

/** Publish, pause and resume, and a menu with the rest; on a phone it has those two as well. */
export function FlowActions() {
  const t = useTranslations('flows')
  const tProblem = useTranslations('problems')
  const store = useEditorStore()
  const errorText = useErrorText()
  const { id, detail, autosave } = useOpenFlow()
  const action = useFlowAction(id)
  const copy = useCreateFlow()
  const router = useRouter()
  const [asking, setAsking] = useState<'archive' | 'resume' | FlowImpact | null>(null)
  const [looking, setLooking] = useState(false)
  const save = useSaveState(autosave)
  const errors = useEditor((state) => state.problems).filter((problem) => problem.severity === 'error')
  const { status } = detail
  if (status === 'archived') return null

  const run = (call: FlowCall) =>
    action.mutate(call, {
      onSuccess: ({ job }) => {
        setAsking(null)
        const toJobs = { action: { label: t('toJobs'), onClick: () => router.push('/settings/jobs') } }
        toast.success(t(`done.${call.verb}`), job ? toJobs : undefined)
      },
      onError: (error) => {
        toast.error(errorText(error))
        if (call.verb !== 'publish' || errors.length === 0) return
        setAsking(null)
        store.set({ panel: 'problems' })
      },
    })

  const duplicate = async () => {
    if (!(await autosave.flush())) return void toast.error(t('notSaved'))
    copy.mutate(
      { copyOf: id },
      {
        onSuccess: (made) => router.push(`/flows/${made.id}`),
        onError: (error) => void toast.error(errorText(error)),
      },
    )
  }
  /** Publishes a new flow at once; else shows what changes, and asks what becomes of the people inside. */
  const publishNow = async () => {
    setLooking(true)
    try {
      if (!(await autosave.flush())) {
        toast.error(t('notSaved'))
        return
      }
      const impact = status === 'draft' ? null : await fetchImpact(id)
      if (impact !== null) setAsking(impact)
      else run({ verb: 'publish', body: {} })
    } catch (error) {
      toast.error(errorText(error))
    } finally {
      setLooking(false)
    }
  }
  const changed = status === 'draft' || detail.changed || save.kind !== 'saved'
  const reasons = [...new Set(errors.map((problem) => tProblem(problem.code, problem.params)))]
  const busy = (verb: FlowAction) => action.isPending && action.variables.verb === verb
  const publish = (
    <Button
      data-testid="publish"
      aria-disabled={errors.length > 0 || undefined}
      busy={looking || busy('publish')}
      className={cn(errors.length > 0 && 'cursor-default hover:bg-primary')}
      onClick={() => (errors.length > 0 ? store.set({ panel: 'problems', selected: [] }) : void publishNow())}
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
          onClick={() => run({ verb: 'pause', body: {} })}
          className="hidden sm:inline-flex"
        >
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      )}
      {status === 'paused' && (
        <Button
          variant={changed ? 'secondary' : 'primary'}
          onClick={() => setAsking('resume')}
          className="hidden sm:inline-flex"
        >
          <Play aria-hidden />
          {t('resume')}
        </Button>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('more')}
            busy={action.isPending || copy.isPending}
          >
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {status === 'live' && (
            <DropdownMenuItem className="sm:hidden" onSelect={() => run({ verb: 'pause', body: {} })}>
              <Pause aria-hidden />
              {t('pause')}
            </DropdownMenuItem>
          )}
          {status === 'paused' && (
            <DropdownMenuItem className="sm:hidden" onSelect={() => setAsking('resume')}>
              <Play aria-hidden />
              {t('resume')}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => void duplicate()}>
            <Copy aria-hidden />
            {t('duplicate')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => downloadFlow(store.flow)}>
            <Download aria-hidden />
            {t('file.export')}
          </DropdownMenuItem>
          {status !== 'draft' && (
            <DropdownMenuItem onSelect={() => setAsking('archive')}>
              <Archive aria-hidden />
              {t('archive')}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
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
        open={asking === 'archive'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t('archiveTitle', { name: detail.name })}
        description={t('archiveText')}
        confirm={t('archive')}
        busy={busy('archive')}
        onConfirm={() => run({ verb: 'archive', body: {} })}
      />
      {asking === 'resume' && (
        <ResumeDialog
          open
          busy={busy('resume')}
          onResume={(body) => run({ verb: 'resume', body })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking !== null && typeof asking === 'object' && (
        <PublishDialog
          impact={asking}
          busy={busy('publish')}
          onPublish={(body) => run({ verb: 'publish', body })}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
