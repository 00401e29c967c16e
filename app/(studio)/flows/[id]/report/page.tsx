import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowReport } from '#components/reports/flow-report.tsx'
import { workspaceTimeZone } from '../../../reports/workspace-time-zone.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('flow.title') }
}

export default async function FlowReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <FlowReport flowId={id} timeZone={await workspaceTimeZone()} />
}
