'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Clash, Side, Sides } from '#flows/graph/merge/clash.ts'
import type { Json } from '#flows/json.ts'
import { settingsSentences } from '../inspector/settings-sentences.ts'
import { branchName } from './node-views/branch-name.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { wordsOf } from './node-views/registry.ts'
import { triggerWords } from './trigger-words.ts'
import { useNodeWords } from './use-words.ts'

/** What a clash is about, and what each side of it says. */
export interface ClashWords {
  title: string
  mine: string
  theirs: string
}

/** Puts what two people did to the same into words. */
export function useClashWords(): (clash: Clash, sides: Sides<Flow>) => ClashWords {
  const t = useTranslations('canvas.others')
  const tSettings = useTranslations('inspector.settings')
  const tNames = useTranslations('flows.publishing.changes.settings')
  const words = useNodeWords()
  return useCallback(
    (clash, sides) => {
      const { at } = clash
      const of = (say: (flow: Flow, value: Json | undefined) => string) => ({
        mine: say(sides.mine, clash.mine) || t('empty'),
        theirs: say(sides.theirs, clash.theirs) || t('empty'),
      })
      /** As its card says it, where the cards differ and it is no text that can be shown as it is. */
      const shown = (card: (flow: Flow) => string) => {
        const onCard = card(sides.mine) !== card(sides.theirs) && typeof clash.mine !== 'string'
        return of((flow, value) => (onCard ? card(flow) : textsIn(value ?? null)))
      }
      const titleOf = (id: string) => stepTitle([sides.mine, sides.theirs, sides.base], id, words)
      switch (at.kind) {
        case 'name':
          return { title: t('nameOf'), ...of((flow) => flow.name) }
        case 'trigger':
          return {
            title: t('triggerOf'),
            ...shown((flow) => cardText(triggerWords(flow.trigger, words))),
          }
        case 'setting': {
          const said = (side: Side) =>
            settingsSentences(sides[side].settings, words.key, words.conditions, tSettings as never)
          const [mine, theirs] = [said('mine'), said('theirs')]
          const only = (own: string[], other: string[]) =>
            own.filter((one) => !other.includes(one)).join('\n')
          return {
            title: t('settingOf', { setting: tNames(at.setting as never) }),
            mine: only(mine, theirs) || textsIn(clash.mine ?? null) || t('empty'),
            theirs: only(theirs, mine) || textsIn(clash.theirs ?? null) || t('empty'),
          }
        }
        case 'step': {
          const card = (flow: Flow) => {
            const node = flow.nodes.find(({ id }) => id === at.node)
            return node ? cardText(wordsOf(node, words)) : ''
          }
          return { title: titleOf(at.node), ...shown(card) }
        }
        case 'deleted':
          return {
            title: t('deletedOf', { step: titleOf(at.node) }),
            mine: t(at.by === 'mine' ? 'delete' : 'keep'),
            theirs: t(at.by === 'mine' ? 'keep' : 'delete'),
          }
        case 'line': {
          const node = sides.mine.nodes.find(({ id }) => id === at.spot.from)
          const { branch } = at.spot
          const way = branch === null || !node ? '' : ` · ${branchName(node, branch, words)}`
          const to = (value: Json | undefined) => (typeof value === 'string' ? titleOf(value) : t('nowhere'))
          return {
            title: t('lineOf', { from: `${titleOf(at.spot.from)}${way}` }),
            ...of((_, value) => to(value)),
          }
        }
      }
    },
    [t, tSettings, tNames, words],
  )
}

const cardText = ({ title, detail }: { title: string; detail: string | null }) =>
  detail ? `${title} · ${detail}` : title

function stepTitle(flows: Flow[], id: string, words: NodeWords): string {
  if (id === TRIGGER_ID) return triggerWords(flows[0]!.trigger, words).title
  const node = flows.flatMap(({ nodes }) => nodes).find((one) => one.id === id)
  return node ? wordsOf(node, words).title : id
}

/** The words that a value holds, a line each. */
function textsIn(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(textsIn).filter(Boolean).join('\n')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .filter(([name]) => name !== 'kind' && name !== 'id')
    .map(([, one]) => textsIn(one))
    .filter(Boolean)
    .join(' ')
}
