'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { DraftRandom } from './draft.ts'
import { LeafFrame } from './leaf-frame.tsx'
import { NumberInput } from './number-input.tsx'

/** A random share of people. */
export function RandomLeaf({
  leaf,
  onChange,
  onRemove,
}: {
  leaf: DraftRandom
  onChange: (leaf: DraftRandom) => void
  onRemove: () => void
}) {
  const t = useTranslations('conditions.builder')
  const id = useId()
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={
        <div className="flex items-center gap-2 text-sm">
          <NumberInput
            id={id}
            className="w-20"
            value={leaf.percent}
            onValueChange={(percent) =>
              onChange({ ...leaf, percent: Math.min(Math.max(percent ?? 0, 0), 100) })
            }
          />
          <label htmlFor={id}>{t('random')}</label>
        </div>
      }
    />
  )
}
