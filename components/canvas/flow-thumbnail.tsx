import type { Flow } from '#flows/graph/flow.ts'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import { edgePath } from './edge-path.ts'
import { autoLayout, CARD_HEIGHT, CARD_WIDTH, edgeId } from './layout.ts'
import type { Family } from './node-views/node-view.ts'
import { NODE_VIEWS } from './node-views/registry.ts'

const MARGIN = 24

/** A small picture of a flow, drawn from its graph by the canvas's own layout. `stamp`: so small that only its shape and colours show. */
export function FlowThumbnail({
  flow,
  stamp = false,
  className,
}: {
  flow: Flow
  stamp?: boolean
  className?: string
}) {
  const { boxes, lanes } = autoLayout(flow)
  const cards = [...boxes].filter(([id]) => !id.startsWith('end:'))
  const xs = cards.map(([, at]) => at.x)
  const ys = cards.map(([, at]) => at.y)
  const left = Math.min(...xs) - MARGIN
  const top = Math.min(...ys) - MARGIN
  const width = Math.max(...xs) + CARD_WIDTH + MARGIN - left
  const height = Math.max(...ys) + CARD_HEIGHT + MARGIN - top
  const kinds = new Map(flow.nodes.map((node) => [node.id, node.kind]))
  return (
    <svg viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true" className={className}>
      {flow.edges.map((edge) => {
        const from = boxes.get(edge.from)
        const to = boxes.get(edge.to)
        if (!from || !to || edge.repeat) return null
        const id = edgeId({ from: edge.from, branch: edge.branch ?? null })
        const { d } = edgePath(
          { x: from.x + CARD_WIDTH / 2, y: from.y + CARD_HEIGHT },
          { x: to.x + CARD_WIDTH / 2, y: to.y },
          { branch: edge.branch !== undefined, lane: lanes.get(id) },
        )
        return (
          <path
            key={id}
            d={d}
            fill="none"
            stroke="var(--border-strong)"
            strokeWidth={stamp ? 10 : 3}
            opacity={stamp ? 1 : 0.55}
          />
        )
      })}
      {cards.map(([id, { x, y }]) => {
        const kind = kinds.get(id)
        const family: Family = id === TRIGGER_ID || kind === undefined ? 'trigger' : NODE_VIEWS[kind].family
        return stamp ? (
          <rect
            key={id}
            x={x}
            y={y}
            width={CARD_WIDTH}
            height={CARD_HEIGHT}
            rx={18}
            data-family={family}
            fill="var(--family)"
            opacity={0.85}
          />
        ) : (
          <Card key={id} x={x} y={y} family={family} />
        )
      })}
    </svg>
  )
}

function Card({ x, y, family }: { x: number; y: number; family: Family }) {
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={CARD_WIDTH}
        height={CARD_HEIGHT}
        rx={12}
        fill="var(--card)"
        stroke="var(--border-strong)"
        strokeWidth={2}
        strokeOpacity={0.5}
      />
      <rect
        x={x + 14}
        y={y + 15}
        width={44}
        height={44}
        rx={9}
        data-family={family}
        fill="var(--family)"
        opacity={0.85}
      />
      <rect
        x={x + 74}
        y={y + 22}
        width={150}
        height={11}
        rx={5.5}
        fill="var(--muted-foreground)"
        opacity={0.5}
      />
      <rect
        x={x + 74}
        y={y + 43}
        width={96}
        height={9}
        rx={4.5}
        fill="var(--muted-foreground)"
        opacity={0.25}
      />
    </g>
  )
}
