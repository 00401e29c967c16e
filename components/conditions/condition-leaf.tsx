'use client'

import type { ReactNode } from 'react'
import { assertNever } from '#flows/assert-never.ts'
import type { BuilderScope } from './builder-scope.ts'
import { ConsentLeaf } from './consent-leaf.tsx'
import type { DraftGroup, DraftLeaf } from './draft.ts'
import { EventLeaf } from './event-leaf.tsx'
import { ListLeaf } from './list-leaf.tsx'
import { MessageLeaf } from './message-leaf.tsx'
import { PropertyLeaf } from './property-leaf.tsx'
import { RandomLeaf } from './random-leaf.tsx'
import { SegmentLeaf } from './segment-leaf.tsx'

/** One condition, with the controls of its kind. */
export function ConditionLeaf({
  leaf,
  scope,
  renderWhere,
  ...rest
}: {
  leaf: DraftLeaf
  scope: BuilderScope
  onChange: (leaf: DraftLeaf) => void
  onRemove: () => void
  renderWhere: (
    where: DraftGroup,
    onChange: (where: DraftGroup) => void,
    event: string,
    onNone: () => void,
  ) => ReactNode
}) {
  switch (leaf.kind) {
    case 'property':
      return <PropertyLeaf leaf={leaf} scope={scope} {...rest} />
    case 'event':
      return (
        <EventLeaf
          leaf={leaf}
          scope={scope}
          {...rest}
          renderWhere={(where, onWhere, event) =>
            renderWhere(where, onWhere, event, () => rest.onChange({ ...leaf, where: null }))
          }
        />
      )
    case 'list':
      return <ListLeaf leaf={leaf} {...rest} />
    case 'segment':
      return <SegmentLeaf leaf={leaf} {...rest} />
    case 'consent':
      return <ConsentLeaf leaf={leaf} {...rest} />
    case 'message':
      return <MessageLeaf leaf={leaf} {...rest} />
    case 'random':
      return <RandomLeaf leaf={leaf} {...rest} />
    default:
      return assertNever(leaf)
  }
}
