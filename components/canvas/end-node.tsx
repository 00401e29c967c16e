'use client'

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { Flag } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { AddButton } from './add-button.tsx'
import { isEditing } from './editor-store.ts'
import { spotOfId } from './layout.ts'
import { useEditor } from './use-editor.ts'

export type EndNodeType = Node<Record<string, never>, 'end'>

/** Where a branch ends: its `+`, and a grip from which it can be led to a step that is there already. */
export const EndNode = memo(function EndNode({ id }: NodeProps<EndNodeType>) {
  const t = useTranslations('canvas')
  const spot = spotOfId(id)
  const editing = useEditor(isEditing)
  return (
    <div
      className="group/end flex h-16 w-[150px] flex-col items-center"
      data-testid={`end-${spot.from}${spot.branch ? `-${spot.branch}` : ''}`}
    >
      <Handle
        type="target"
        position={Position.Top}
        className="!pointer-events-none !size-1 !min-h-0 !min-w-0 !border-0 !bg-transparent"
        isConnectable={false}
      />
      {editing && (
        <span className="-mt-1">
          <AddButton id={id} spot={spot} always />
        </span>
      )}
      <span className="relative mt-0.5 inline-flex items-center gap-1 px-2 text-xs text-muted-foreground">
        <Flag aria-hidden className="size-3" />
        {t('end')}
        {editing && (
          <Handle
            type="source"
            position={Position.Bottom}
            title={t('joinHandle')}
            className="!-bottom-3 !left-[calc(50%-5px)] !size-2.5 !rounded-full !border !border-border-strong !bg-card opacity-0 transition-[opacity,scale] group-hover/end:opacity-100 hover:!scale-150 hover:!border-primary pointer-coarse:opacity-100"
            isConnectableEnd={false}
          />
        )}
      </span>
    </div>
  )
})
