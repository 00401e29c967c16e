import type { FlowNode, NodeConfig, NodeKind } from '#flows/graph/flow.ts'

/** What every form of a step gets: the step, and where its new config goes (with the field that changed). */
export interface NodeFormProps<K extends NodeKind> {
  node: FlowNode<K>
  onChange: (config: NodeConfig<K>, field: string) => void
}
