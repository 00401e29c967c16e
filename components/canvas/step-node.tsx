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
import { NODE_VIEWS } from './node-views/registry.ts'
import { saidOn } from './said.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useCardWords } from './use-words.ts'
import { VisitorsAt } from './visitors-at.tsx'

export type StepNodeType = Node<{ node: FlowNode }, 'step'>
export type TriggerNodeType = Node<Record<string, never>, 'trigger'>

/** What two versions have in the drawing of both is no one's mistake. */
const NONE: never[] = []
const CORNER = 'absolute -top-2.5 -left-2.5 size-6 rounded-full border-2 border-background'
const HANDLE = '!size-1 !min-h-0 !min-w-0 !border-0 !bg-transparent !pointer-events-none'

export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const store = useEditorStore()
  const { node } = data
  const words = useCardWords(node)
  const problems = useEditor((state) => problemsOf(state, id))
  const change = useNodeChange(id)
  const view = NODE_VIEWS[node.kind] as NodeView<NodeKind>
  const status = isMessageNode(node) ? node.config.status : null
  return (
    <div data-testid={`node-${id}`} className={useLight(id)} data-change={change ?? undefined}>
      <Handle type="target" position={Position.Top} className={HANDLE} isConnectableStart={false} />
      <Card
        family={view.family}
        icon={view.icon}
        {...saidOn(node, words)}
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
}, sameCard)

export const TriggerNode = memo(function TriggerNode({ selected }: NodeProps<TriggerNodeType>) {
  const store = useEditorStore()
  const trigger = useEditor((state) => state.history.present.trigger)
  const words = useCardWords(trigger)
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
}, sameCard)

/** Whether a card looks the same: where it stands and how large it was found to be is nothing that it draws. */
function sameCard<T extends NodeProps>(a: T, b: T): boolean {
  return a.id === b.id && a.data === b.data && a.selected === b.selected
}

/** A step on the path that is lit stands out, one beside it steps back; its words stay readable. */
function useLight(id: string): string | undefined {
  return useEditor(({ lit }) => (lit === null ? undefined : lit.nodes.has(id) ? 'akis-lit' : 'akis-dimmed'))
}
