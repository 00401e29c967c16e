import type { Connection, FinalConnectionState, HandleType } from '@xyflow/react'
import { useMemo, useState } from 'react'
import { connect } from '#flows/graph/edit/connect.ts'
import { wouldCycle } from '#flows/graph/edit/reach.ts'
import { isMarker, spotOfId } from './layout.ts'
import type { CanvasEdge } from './use-canvas-elements.ts'
import { useEditorStore } from './use-editor.ts'

/** Leading a line to another step, by its end or by the grip of an open end; `on` while one is held. */
export function useJoining() {
  const store = useEditorStore()
  const [on, setOn] = useState(false)
  // the same in every frame: React Flow draws all lines anew for a new one
  const hands = useMemo(() => {
    const join = (at: string, to: string) =>
      store.edit((current) => connect(current, { at: spotOfId(at), to }))
    return {
      onConnect: ({ source, target }: Connection) => void join(source, target),
      onConnectStart: () => setOn(true),
      onConnectEnd: (event: MouseEvent | TouchEvent, { isValid, fromNode }: FinalConnectionState) => {
        setOn(false)
        const onto = isValid ? null : boxUnder(event)
        // a line that was taken up is led on by `onReconnectEnd`
        if (onto && fromNode && isMarker(fromNode.id)) join(fromNode.id, onto)
      },
      onReconnect: (edge: CanvasEdge, { target }: Connection) => void join(edge.id, target),
      onReconnectEnd: (
        event: MouseEvent | TouchEvent,
        edge: CanvasEdge,
        _: HandleType,
        { isValid }: FinalConnectionState,
      ) => {
        const onto = isValid ? null : boxUnder(event)
        if (onto && onto !== edge.target) join(edge.id, onto)
      },
      isValidConnection: ({ source, target }: CanvasEdge | Connection) => {
        const from = source.startsWith('end:') ? spotOfId(source).from : source
        return !isMarker(target) && !wouldCycle(store.flow, from, target)
      },
    }
  }, [store])
  return { on, hands }
}

/** The step under the pointer: a line may be let go anywhere on a card, not just near its grip. */
function boxUnder(event: MouseEvent | TouchEvent): string | null {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event
  const box = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.react-flow__node')
  const id = box?.dataset.id
  return id === undefined || isMarker(id) ? null : id
}
