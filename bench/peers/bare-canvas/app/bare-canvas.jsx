'use client'

import '@xyflow/react/dist/style.css'
import { ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import { useEffect, useState } from 'react'

/** React Flow as it comes: its default nodes and edges, and its own state hooks. */
export function BareCanvas() {
  const [data, setData] = useState(null)
  useEffect(() => {
    fetch('/flow')
      .then((answer) => answer.json())
      .then(setData)
  }, [])
  return data && <Loaded data={data} />
}

function Loaded({ data: { detail, boxes } }) {
  const { nodes, edges } = detail.graph
  const [shownNodes, , onNodesChange] = useNodesState(
    [{ id: 'trigger' }, ...nodes].map(({ id, kind }) => ({
      id,
      position: boxes[id],
      data: { label: `${kind ?? 'trigger'} ${id}` },
      style: { width: 280, height: 74 },
    })),
  )
  const [shownEdges, , onEdgesChange] = useEdgesState(
    edges.map(({ from, branch, to }) => ({
      id: `${from} ${branch ?? ''}`,
      source: from,
      target: to,
      label: branch,
    })),
  )
  const asked = new URLSearchParams(window.location.search)
  const number = (name) => Number(asked.get(name))
  return (
    <div style={{ width: number('width'), height: number('height') }}>
      <ReactFlow
        nodes={shownNodes}
        edges={shownEdges}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        minZoom={0.15}
        maxZoom={1.75}
        defaultViewport={{ x: number('x'), y: number('y'), zoom: number('zoom') }}
      />
    </div>
  )
}
