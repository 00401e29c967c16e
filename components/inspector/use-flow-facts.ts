'use client'

import { useMemo } from 'react'
import { useEditor } from '../canvas/use-editor.ts'
import type { BuilderScope } from '../conditions/condition-builder.tsx'

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
      history: true,
      event: trigger?.kind === 'event' ? trigger.event : null,
      key: trigger?.kind === 'event' ? (trigger.key ?? null) : null,
    }),
    [trigger, hasWebhook],
  )
}
