'use client'

import { AlignCenter, AlignLeft, AlignRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { assertNever } from '#flows/assert-never.ts'
import type { Block } from '#flows/content/blocks.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { Input } from '../../ui/input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { LiquidField } from '../liquid-field.tsx'
import { ProblemField } from '../problem-field.tsx'

interface Props<B extends Block = Block> {
  node: string
  /** The block's place, such as `blocks.2`. */
  at: string
  block: B
  onChange: (block: B) => void
}

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

/** What can be said about a block of each kind. */
export function BlockFields(props: Props): ReactNode {
  const { block, onChange, ...rest } = props
  switch (block.kind) {
    case 'heading':
      return <HeadingFields {...rest} block={block} onChange={onChange} />
    case 'text':
      return <TextFields {...rest} block={block} onChange={onChange} />
    case 'button':
      return <ButtonFields {...rest} block={block} onChange={onChange} />
    case 'image':
      return <ImageFields {...rest} block={block} onChange={onChange} />
    case 'items':
      return <ItemsFields {...rest} block={block} onChange={onChange} />
    case 'footer':
      return <FooterFields {...rest} block={block} onChange={onChange} />
    case 'divider':
      return null
    default:
      return assertNever(block)
  }
}

function Liquid({
  node,
  field,
  label,
  value,
  onChange,
  multiline = false,
}: {
  node: string
  field: string
  label: string
  value: string
  onChange: (value: string) => void
  multiline?: boolean
}) {
  return (
    <ProblemField node={node} field={field} label={label}>
      {(control) => <LiquidField {...control} multiline={multiline} value={value} onValueChange={onChange} />}
    </ProblemField>
  )
}

function AlignField({
  value,
  onChange,
}: {
  value: Of<'text'>['align']
  onChange: (align: Of<'text'>['align']) => void
}) {
  const t = useTranslations('inspector.blocks')
  const icons = { left: AlignLeft, center: AlignCenter, right: AlignRight }
  return (
    <Segmented
      aria-label={t('align')}
      size="sm"
      className="self-start"
      value={value ?? 'left'}
      onValueChange={onChange}
      options={(['left', 'center', 'right'] as const).map((align) => {
        const Icon = icons[align]
        return { value: align, label: <Icon aria-hidden />, 'aria-label': t(`aligns.${align}`) }
      })}
    />
  )
}

function HeadingFields({ node, at, block, onChange }: Props<Of<'heading'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <>
      <Liquid
        node={node}
        field={`${at}.text`}
        label={t('text')}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
      />
      <div className="flex flex-wrap gap-2">
        <Segmented
          aria-label={t('level')}
          size="sm"
          value={String(block.level ?? 1) as '1' | '2' | '3'}
          onValueChange={(level) => onChange({ ...block, level: Number(level) as 1 | 2 | 3 })}
          options={(['1', '2', '3'] as const).map((level) => ({ value: level, label: t(`levels.${level}`) }))}
        />
        <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
      </div>
    </>
  )
}

function TextFields({ node, at, block, onChange }: Props<Of<'text'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <>
      <Liquid
        node={node}
        field={`${at}.text`}
        label={t('text')}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
        multiline
      />
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </>
  )
}

function ButtonFields({ node, at, block, onChange }: Props<Of<'button'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <>
      <Liquid
        node={node}
        field={`${at}.label`}
        label={t('label')}
        value={block.label}
        onChange={(label) => onChange({ ...block, label })}
      />
      <Liquid
        node={node}
        field={`${at}.url`}
        label={t('url')}
        value={block.url}
        onChange={(url) => onChange({ ...block, url })}
      />
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </>
  )
}

function ImageFields({ node, at, block, onChange }: Props<Of<'image'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <>
      <Liquid
        node={node}
        field={`${at}.src`}
        label={t('src')}
        value={block.src}
        onChange={(src) => onChange({ ...block, src })}
      />
      <Liquid
        node={node}
        field={`${at}.alt`}
        label={t('alt')}
        value={block.alt}
        onChange={(alt) => onChange({ ...block, alt })}
      />
      <Liquid
        node={node}
        field={`${at}.url`}
        label={t('url')}
        value={block.url ?? ''}
        onChange={(url) => onChange({ ...block, url: url === '' ? undefined : url })}
      />
      <ProblemField node={node} field={`${at}.width`} label={t('width')}>
        {(control) => (
          <NumberInput
            {...control}
            className="w-28"
            value={block.width ?? null}
            onValueChange={(width) =>
              onChange({ ...block, width: width === null ? undefined : within(width, 1_200) })
            }
          />
        )}
      </ProblemField>
    </>
  )
}

function ItemsFields({ node, at, block, onChange }: Props<Of<'items'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <>
      <ProblemField node={node} field={`${at}.from`} label={t('from')} hint={t('fromHint')}>
        {(control) => (
          <Input
            {...control}
            value={block.from}
            onChange={(event) => onChange({ ...block, from: event.target.value.slice(0, 256) })}
          />
        )}
      </ProblemField>
      <ProblemField node={node} field={`${at}.limit`} label={t('limit')}>
        {(control) => (
          <NumberInput
            {...control}
            className="w-28"
            value={block.limit ?? null}
            onValueChange={(limit) =>
              onChange({ ...block, limit: limit === null ? undefined : within(limit, 50) })
            }
          />
        )}
      </ProblemField>
    </>
  )
}

function FooterFields({ node, at, block, onChange }: Props<Of<'footer'>>) {
  const t = useTranslations('inspector.blocks')
  return (
    <Liquid
      node={node}
      field={`${at}.text`}
      label={t('text')}
      value={block.text}
      onChange={(text) => onChange({ ...block, text })}
      multiline
    />
  )
}

const within = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 1), most)
