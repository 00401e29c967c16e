import type { ReactNode } from 'react'
import { FlowFrame } from '#components/canvas/flow-frame.tsx'

export default async function FlowLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ id: string }>
}) {
  const { id } = await params
  return <FlowFrame id={id}>{children}</FlowFrame>
}
