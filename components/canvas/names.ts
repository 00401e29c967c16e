import { createContext } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import { isMessageNode, messageTitle } from '#flows/graph/message-node.ts'
import type { Words } from '../conditions/describe.ts'
import { plainLiquid } from './node-views/plain-liquid.ts'

/** Names of the workspace's lists and flows by their ids, for cards and sentences. */
export const NamesContext = createContext<NonNullable<Words['names']>>({})

const LONGEST = 60
const texts = new WeakMap<Flow['nodes'], string>()

/** The message steps with what they are called by, as JSON: the same text while no subject has changed. */
export function messageTexts(nodes: Flow['nodes']): string {
  const known = texts.get(nodes)
  if (known !== undefined) return known
  const text = JSON.stringify(
    nodes.flatMap((node) => {
      return isMessageNode(node) ? [[node.id, messageTitle(node)]] : []
    }),
  )
  texts.set(nodes, text)
  return text
}

/** Message steps by id with their names, from what `messageTexts` gave. */
export function messageNames(text: string, words: Words): Map<string, string> {
  const steps = JSON.parse(text) as [string, string][]
  return new Map(
    steps.map(([id, content]) => {
      const name = plainLiquid(content, words)
      return [id, name === '' ? id : name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name]
    }),
  )
}
