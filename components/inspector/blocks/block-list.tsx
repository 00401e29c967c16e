'use client'

import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { Block, BlockKind } from '#flows/content/blocks.ts'
import { closing } from '#flows/library/closing.ts'
import { useConditionWords } from '../../canvas/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../../ui/dropdown-menu.tsx'
import { BlockFields } from './block-fields.tsx'
import { BLOCK_ICONS, BLOCK_KINDS, newBlock } from './block-kinds.ts'

const DRAG_TYPE = 'application/x-akis-block'

/** The parts of an e-mail, one under the other: add, edit, reorder, delete. */
export function BlockList({
  node,
  value,
  onChange,
}: {
  node: string
  value: Block[]
  onChange: (value: Block[]) => void
}) {
  const t = useTranslations('inspector.blocks')
  const { locale } = useConditionWords()
  const keys = useKeys(value)
  const [over, setOver] = useState<number | null>(null)
  const move = (from: number, to: number) => {
    const moved = value[from]
    if (!moved || to < 0 || to >= value.length) return
    const next = value.filter((_, index) => index !== from)
    next.splice(to, 0, moved)
    keys.move(from, to)
    onChange(next)
  }
  const add = (kind: BlockKind) => {
    const [, footer] = closing(locale === 'tr' ? 'tr' : 'en')
    const block = kind === 'footer' && footer ? footer : newBlock(kind, (name) => t(`starters.${name}`))
    const last = value.at(-1)
    const at = last?.kind === 'footer' && kind !== 'footer' ? beforeFooter(value) : value.length
    keys.insert(at)
    onChange([...value.slice(0, at), block, ...value.slice(at)])
  }
  return (
    <div className="flex flex-col gap-2.5">
      {value.length === 0 && <p className="text-[13px] text-muted-foreground">{t('empty')}</p>}
      <ol className="flex flex-col gap-2.5">
        {value.map((block, index) => {
          const name = t(`names.${block.kind}`)
          const Icon = BLOCK_ICONS[block.kind]
          return (
            <li
              key={keys.at(index)}
              data-field={`blocks.${index}`}
              data-testid={`block-${index}`}
              className={cn(
                'rounded-lg border bg-card transition-colors focus-within:border-border-strong',
                over === index && 'border-primary',
              )}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
                event.preventDefault()
                setOver(index)
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => {
                const from = event.dataTransfer.getData(DRAG_TYPE)
                setOver(null)
                if (from === '') return
                event.preventDefault()
                move(Number(from), index)
              }}
            >
              {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging; the arrows beside it do the same */}
              <header
                draggable
                title={t('grip', { block: name })}
                onDragStart={(event) => {
                  event.dataTransfer.setData(DRAG_TYPE, String(index))
                  event.dataTransfer.effectAllowed = 'move'
                }}
                className="flex cursor-grab items-center gap-2 py-1 pr-1 pl-3 active:cursor-grabbing"
              >
                <Icon aria-hidden className="size-3.5 text-muted-foreground" />
                <span className="flex-1 text-[13px] font-medium">{name}</span>
                <IconAction
                  label={t('up', { block: name })}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp aria-hidden />
                </IconAction>
                <IconAction
                  label={t('down', { block: name })}
                  disabled={index === value.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown aria-hidden />
                </IconAction>
                <IconAction
                  label={t('duplicate', { block: name })}
                  onClick={() => {
                    keys.insert(index + 1)
                    onChange([
                      ...value.slice(0, index + 1),
                      structuredClone(block),
                      ...value.slice(index + 1),
                    ])
                  }}
                >
                  <Copy aria-hidden />
                </IconAction>
                <IconAction
                  label={t('delete', { block: name })}
                  onClick={() => {
                    keys.remove(index)
                    onChange(value.filter((_, other) => other !== index))
                  }}
                >
                  <Trash2 aria-hidden />
                </IconAction>
              </header>
              {block.kind !== 'divider' && (
                <div className="flex flex-col gap-3 border-t p-3">
                  <BlockFields
                    node={node}
                    at={`blocks.${index}`}
                    block={block}
                    onChange={(next) =>
                      onChange(value.map((other, place) => (place === index ? next : other)))
                    }
                  />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="sm" className="self-start">
            <Plus aria-hidden />
            {t('add')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-72">
          {BLOCK_KINDS.map((kind) => {
            const Icon = BLOCK_ICONS[kind]
            return (
              <DropdownMenuItem key={kind} onSelect={() => add(kind)}>
                <Icon aria-hidden />
                <span>
                  <span className="block font-medium">{t(`names.${kind}`)}</span>
                  <span className="block text-xs text-muted-foreground">{t(`summaries.${kind}`)}</span>
                </span>
              </DropdownMenuItem>
            )
          })}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}

function IconAction({
  label,
  ...props
}: {
  label: string
  disabled?: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      className="size-7 [&_svg]:size-3.5"
      {...props}
    />
  )
}

/** New parts go above the closing lines (a divider and the footer). */
function beforeFooter(blocks: Block[]): number {
  const footer = blocks.length - 1
  return blocks[footer - 1]?.kind === 'divider' ? footer - 1 : footer
}

let made = 0

/** Keys that stay with their block while blocks move; blocks themselves carry no id. */
function useKeys(value: Block[]) {
  const keys = useRef<string[]>([])
  while (keys.current.length < value.length) keys.current.push(`block-${++made}`)
  keys.current.length = value.length
  return {
    at: (index: number) => keys.current[index],
    insert: (index: number) => keys.current.splice(index, 0, `block-${++made}`),
    remove: (index: number) => keys.current.splice(index, 1),
    move: (from: number, to: number) => {
      const [key] = keys.current.splice(from, 1)
      if (key) keys.current.splice(to, 0, key)
    },
  }
}
