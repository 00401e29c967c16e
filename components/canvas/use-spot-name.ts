'use client'

import { useTranslations } from 'next-intl'
import { nodeById, type Spot } from '#flows/graph/edit/spot.ts'
import { branchName } from './node-views/branch-name.ts'
import { wordsOf } from './node-views/registry.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

/** What a spot is called, for those who don't see it. */
export function useSpotName({ from, branch }: Spot): {
  add: string
  end: string
  step: string
  branch: string | null
} {
  const t = useTranslations('canvas')
  const words = useNodeWords()
  const node = useEditor((state) => nodeById(state.history.present, from))
  const trigger = useEditor((state) => state.history.present.trigger)
  const step = node ? wordsOf(node, words).title : triggerWords(trigger, words).title
  if (branch === null)
    return { add: t('addStepAfter', { step }), end: t('endOf', { step }), step, branch: null }
  const name = branchName(node, branch, words)
  return {
    add: t('addStepOn', { step, branch: name }),
    end: t('endOfBranch', { step, branch: name }),
    step,
    branch: name,
  }
}
