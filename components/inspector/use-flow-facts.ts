'use client'

import { useMemo } from 'react'
import { useEditor } from '../canvas/use-editor.ts'
import type { BuilderScope, LeafKind } from '../conditions/builder-scope.ts'

const LEAVES: readonly LeafKind[] = ['event', 'message', 'list', 'segment', 'consent', 'random']
/** Without what only a step in a flow can ask about. */
export const PERSON_LEAVES: readonly LeafKind[] = ['event', 'list', 'segment', 'consent']

/** What conditions inside this flow may look at. */
export function useBuilderScope(): BuilderScope {
  const trigger = useEditor((state) => state.history.present.trigger)
  const hasWebhook = useEditor((state) => state.history.present.nodes.some((node) => node.kind === 'webhook'))
  return useMemo(
    () => ({
      of: [
        ...(trigger?.kind === 'event' ? (['event'] as const) : []),
        'profile' as const,
        ...(hasWebhook ? (['webhook'] as const) : []),
      ],
      leaves: LEAVES,
      event: trigger?.kind === 'event' ? trigger.event : null,
      key: trigger?.kind === 'event' ? (trigger.key ?? null) : null,
    }),
    [trigger, hasWebhook],
  )
}
