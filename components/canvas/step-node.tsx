'use client'

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { Zap } from 'lucide-react'
import { memo } from 'react'
import { type FlowNode, type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import { isMessageNode } from '#flows/graph/message-node.ts'
import { Card } from './card.tsx'
import { ChangeMark, useNodeChange } from './changes.tsx'
import { problemsOf } from './editor-store.ts'
import { NodeFiguresFooter } from './figures.tsx'
import type { NodeView } from './node-views/node-view.ts'
import { NODE_VIEWS, wordsOf } from './node-views/registry.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'
import { VisitorsAt } from './visitors-at.tsx'

export type StepNodeType = Node<{ node: FlowNode }, 'step'>
export type TriggerNodeType = Node<Record<string, never>, 'trigger'>

/** What two versions have in the drawing of both is no one's mistake. */
const NONE: never[] = []
const CORNER = 'absolute -top-2.5 -left-2.5 size-6 rounded-full border-2 border-background'
const HANDLE = '!size-1 !min-h-0 !min-w-0 !border-0 !bg-transparent !pointer-events-none'

export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const store = useEditorStore()
  const words = useNodeWords()
  const problems = useEditor((state) => problemsOf(state, id))
  const change = useNodeChange(id)
  const { node } = data
  const view = NODE_VIEWS[node.kind] as NodeView<NodeKind>
  const status = isMessageNode(node) ? node.config.status : null
  return (
    <div data-testid={`node-${id}`} className={useLight(id)} data-change={change ?? undefined}>
      <Handle type="target" position={Position.Top} className={HANDLE} isConnectableStart={false} />
      <Card
        family={view.family}
        icon={view.icon}
        {...wordsOf(node, words)}
        status={status}
        problems={change === null ? problems : NONE}
        onProblems={() => store.openStep(id, problems[0]?.field ?? null)}
        selected={selected}
        footer={<NodeFiguresFooter id={id} kind={node.kind} />}
      />
      <VisitorsAt id={id} />
      {change !== null && change !== 'same' && <ChangeMark change={change} className={CORNER} />}
      <Handle type="source" position={Position.Bottom} className={HANDLE} isConnectable={false} />
    </div>
  )
})

export const TriggerNode = memo(function TriggerNode({ selected }: NodeProps<TriggerNodeType>) {
  const store = useEditorStore()
  const words = useNodeWords()
  const trigger = useEditor((state) => state.history.present.trigger)
  const problems = useEditor((state) => problemsOf(state, TRIGGER_ID))
  const change = useNodeChange(TRIGGER_ID)
  return (
    <div data-testid="node-trigger" className={useLight(TRIGGER_ID)} data-change={change ?? undefined}>
      <Card
        family="trigger"
        icon={Zap}
        {...triggerWords(trigger, words)}
        problems={change === null ? problems : NONE}
        onProblems={() => store.openStep(TRIGGER_ID, problems[0]?.field ?? null)}
        selected={selected}
        dashed={trigger === null}
        footer={<NodeFiguresFooter id={TRIGGER_ID} kind="trigger" />}
      />
      {change !== null && change !== 'same' && <ChangeMark change={change} className={CORNER} />}
      <Handle type="source" position={Position.Bottom} className={HANDLE} isConnectable={false} />
    </div>
  )
})

/** A step on the path that is lit stands out, one beside it steps back; its words stay readable. */
function useLight(id: string): string | undefined {
  return useEditor(({ lit }) => (lit === null ? undefined : lit.nodes.has(id) ? 'akis-lit' : 'akis-dimmed'))
}
