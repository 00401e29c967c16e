'use client'

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { ChevronsUpDown, CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useFormat } from '../format.ts'
import { keepFocusOn } from './branch-pill.tsx'
import { problemsOf } from './editor-store.ts'
import { useReport } from './figures.tsx'
import { edgeId, spotOfId } from './layout.ts'
import { useEditor, useEditorStore } from './use-editor.ts'

/** `hidden`: the steps that it stands for; `name`: what pressing it does, in full. */
export type FoldNodeType = Node<{ hidden: readonly string[]; name: string }, 'fold'>

const HANDLE = '!pointer-events-none !size-1 !min-h-0 !min-w-0 !border-0 !bg-transparent'

/** What stands for the steps of a folded branch; pressing it shows them. */
export const FoldNode = memo(function FoldNode({ id, data: { hidden, name } }: NodeProps<FoldNodeType>) {
  const t = useTranslations('canvas.fold')
  const tNode = useTranslations('nodes')
  const format = useFormat()
  const store = useEditorStore()
  const report = useReport()
  const line = edgeId(spotOfId(id))
  const problems = useEditor((state) => hidden.reduce((sum, one) => sum + problemsOf(state, one).length, 0))
  const light = useEditor(({ lit }) =>
    lit === null ? undefined : hidden.some((one) => lit.nodes.has(one)) ? 'akis-lit' : 'akis-dimmed',
  )
  const waiting = hidden.reduce((sum, one) => sum + (report?.nodes[one]?.waiting ?? 0), 0)
  return (
    <div className={light} data-testid={id}>
      <Handle type="target" position={Position.Top} className={HANDLE} isConnectable={false} />
      <button
        type="button"
        aria-expanded={false}
        aria-label={problems > 0 ? `${name}. ${tNode('problemCount', { count: problems })}` : name}
        onClick={() => {
          keepFocusOn(line)
          store.fold([line], false)
        }}
        className="nodrag nopan flex min-h-11 w-[150px] items-center justify-center gap-1.5 rounded-lg border border-border-strong border-dashed bg-card px-2 py-1.5 text-[13px] font-medium transition-colors hover:border-primary hover:text-link"
      >
        <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
        <span className="flex flex-col items-start leading-4">
          {t('steps', { count: hidden.length })}
          {waiting > 0 && (
            <span className="figures text-[11px] font-normal text-muted-foreground">
              {t('waiting', { count: waiting, people: format.number(waiting) })}
            </span>
          )}
        </span>
        {problems > 0 && <CircleAlert aria-hidden className="size-3.5 text-failed" />}
      </button>
      <Handle type="source" position={Position.Bottom} className={HANDLE} isConnectable={false} />
    </div>
  )
})
