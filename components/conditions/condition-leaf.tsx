'use client'

import { assertNever } from '#flows/assert-never.ts'
import type { BuilderScope } from './builder-scope.ts'
import { ConsentLeaf } from './consent-leaf.tsx'
import type { DraftLeaf } from './draft.ts'
import { EngagementLeaf } from './engagement-leaf.tsx'
import { EventLeaf } from './event-leaf.tsx'
import { InFlowLeaf } from './in-flow-leaf.tsx'
import { ListLeaf } from './list-leaf.tsx'
import { MessageLeaf } from './message-leaf.tsx'
import { PropertyLeaf } from './property-leaf.tsx'
import { RandomLeaf } from './random-leaf.tsx'
import { SegmentLeaf } from './segment-leaf.tsx'
import { SequenceLeaf } from './sequence-leaf.tsx'
import type { RenderWhere } from './where-field.tsx'

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
  renderWhere: RenderWhere
}) {
  switch (leaf.kind) {
    case 'property':
      return <PropertyLeaf leaf={leaf} scope={scope} {...rest} />
    case 'event':
      return <EventLeaf leaf={leaf} scope={scope} {...rest} renderWhere={renderWhere} />
    case 'sequence':
      return <SequenceLeaf leaf={leaf} {...rest} renderWhere={renderWhere} />
    case 'engagement':
      return <EngagementLeaf leaf={leaf} {...rest} />
    case 'in_flow':
      return <InFlowLeaf leaf={leaf} {...rest} />
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
