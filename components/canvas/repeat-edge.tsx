'use client'

import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react'
import { Repeat, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { removeRepeat, setRepeat } from '#flows/graph/edit/repeat.ts'
import type { Spot } from '#flows/graph/edit/spot.ts'
import { NumberInput } from '../conditions/number-input.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Field } from '../ui/field.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover.tsx'
import { isEditing } from './editor-store.ts'
import { OverLine } from './label-layer.tsx'
import { type RepeatLane, repeatPath } from './repeat-path.ts'
import { useEditor, useEditorStore } from './use-editor.ts'

export type RepeatEdgeType = Edge<{ spot: Spot; lane: RepeatLane; atMost: number; name: string }, 'repeat'>

/** A way back to an earlier step, with how often it may be taken. */
export const RepeatEdge = memo(function RepeatEdge(props: EdgeProps<RepeatEdgeType>) {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props
  const [hover, setHover] = useState(false)
  if (data === undefined) return null
  const path = repeatPath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data.lane)
  const stroke = selected || hover ? 'var(--primary)' : 'var(--step-logic)'
  return (
    <>
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the hover only colours the line, which its pill also stands for */}
      <g onMouseEnter={() => setHover(true)} onMouseLeave={() => setHover(false)}>
        <BaseEdge
          id={id}
          path={path.d}
          interactionWidth={20}
          style={{ stroke, strokeWidth: 1.5, strokeDasharray: '6 4' }}
        />
        <path
          d={path.head}
          fill="none"
          stroke={stroke}
          strokeWidth={1.75}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
      <OverLine>
        <div
          className="absolute top-0 left-0 z-10"
          style={{
            transform: `translate(${path.label.x}px, ${path.label.y}px) translate(${data.lane.side === 1 ? '-100%' : '0'}, -50%)`,
          }}
        >
          <RepeatPill id={id} spot={data.spot} atMost={data.atMost} name={data.name} />
        </div>
      </OverLine>
    </>
  )
})

function RepeatPill({ id, spot, atMost, name }: { id: string; spot: Spot; atMost: number; name: string }) {
  const t = useTranslations('canvas.repeat')
  const store = useEditorStore()
  const editing = useEditor(isEditing)
  const open = useEditor((state) => state.menuAt === id)
  const pill = (
    <button
      type="button"
      disabled={!editing}
      aria-label={name}
      data-testid={`repeat-${spot.from}`}
      className={cn(
        'nodrag nopan pointer-events-auto flex items-center gap-1 rounded-full border border-step-logic/40 bg-step-logic-soft px-2 py-0.5 text-[11px] leading-4 font-medium whitespace-nowrap text-step-logic transition-colors enabled:hover:border-step-logic',
        open && 'border-step-logic',
      )}
    >
      <Repeat aria-hidden className="size-3" />
      {t('pill', { count: atMost })}
    </button>
  )
  if (!editing) return pill
  return (
    <Popover open={open} onOpenChange={(next) => store.set({ menuAt: next ? id : null })}>
      <PopoverTrigger asChild>{pill}</PopoverTrigger>
      <PopoverContent className="flex w-64 flex-col gap-4 p-4" aria-label={name}>
        <Field label={t('atMost')} hint={t('hint')}>
          {(control) => (
            <NumberInput
              {...control}
              className="w-20"
              value={atMost}
              onValueChange={(count) =>
                count !== null &&
                store.edit((flow) => setRepeat(flow, { at: spot, atMost: count }), `${id} repeat`)
              }
            />
          )}
        </Field>
        <Button
          variant="secondary"
          size="sm"
          className="self-start"
          onClick={() => {
            store.edit((flow) => removeRepeat(flow, { at: spot }))
            store.set({ menuAt: null })
          }}
        >
          <Trash2 aria-hidden />
          {t('remove')}
        </Button>
      </PopoverContent>
    </Popover>
  )
}
