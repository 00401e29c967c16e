'use client'

import { useMemo } from 'react'
import { useEditor } from '../canvas/use-editor.ts'
import { type BuilderScope, type LeafKind, PERSON_LEAVES } from '../conditions/builder-scope.ts'

const LEAVES: readonly LeafKind[] = [...PERSON_LEAVES, 'message']

/** What conditions inside this flow may look at. */
export function useBuilderScope(): BuilderScope {
  const trigger = useEditor((state) => state.history.present.trigger)
  const hasWebhook = useEditor((state) => state.history.present.nodes.some((node) => node.kind === 'webhook'))
  return useMemo(
    () => ({
      of: [
        ...(trigger?.kind === 'event' ? (['event'] as const) : []),
        'profile' as const,
        'traits' as const,
        ...(hasWebhook ? (['webhook'] as const) : []),
      ],
      leaves: LEAVES,
      event: trigger?.kind === 'event' ? trigger.event : null,
      key: trigger?.kind === 'event' ? (trigger.key ?? null) : null,
      inRun: true,
    }),
    [trigger, hasWebhook],
  )
}
