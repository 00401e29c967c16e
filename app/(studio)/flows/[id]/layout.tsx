import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { FlowFrame } from '#components/canvas/flow-frame.tsx'

export default async function FlowLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ id: string }>
}) {
  const { id } = await params
  // asked for with the page, so that it is there when the page's scripts are
  for (const path of [`flows/${encodeURIComponent(id)}`, 'lists?limit=100'])
    preload(`/api/v1/${path}`, { as: 'fetch', crossOrigin: 'anonymous' })
  return <FlowFrame id={id}>{children}</FlowFrame>
}
