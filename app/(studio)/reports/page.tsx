import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowsReport } from '#components/reports/flows-report.tsx'
import { workspaceTimeZone } from './workspace-time-zone.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default async function ReportsPage() {
  return <FlowsReport timeZone={await workspaceTimeZone()} />
}
