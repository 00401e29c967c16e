'use client'

import { useTranslations } from 'next-intl'
import { nodeById, type Spot } from '#flows/graph/edit/spot.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { branchSaid, saidOn } from './said.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor } from './use-editor.ts'
import { useCardWords, useNodeWords } from './use-words.ts'

interface SpotName {
  /** What its `+` does. */
  add: string
  end: string
  step: string
  branch: string | null
}

/** What a spot is called, for those who don't see it. On the canvas take `useSpotNameOnCanvas`. */
export function useSpotName(spot: Spot): SpotName {
  return useNameWith(spot, useNodeWords())
}

/** The same for one of the many spots of the canvas: it changes only with its own step. */
export function useSpotNameOnCanvas(spot: Spot): SpotName {
  const node = useEditor((state) => nodeById(state.history.present, spot.from))
  const trigger = useEditor((state) => state.history.present.trigger)
  return useNameWith(spot, useCardWords(node ?? trigger))
}

function useNameWith({ from, branch }: Spot, words: NodeWords): SpotName {
  const t = useTranslations('canvas')
  const node = useEditor((state) => nodeById(state.history.present, from))
  const trigger = useEditor((state) => state.history.present.trigger)
  const step = node ? saidOn(node, words).title : triggerWords(trigger, words).title
  if (branch === null) {
    return { add: t('addStepAfter', { step }), end: t('endOf', { step }), step, branch: null }
  }
  const name = branchSaid(node, branch, words)
  return {
    add: t('addStepOn', { step, branch: name }),
    end: t('endOfBranch', { step, branch: name }),
    step,
    branch: name,
  }
}
