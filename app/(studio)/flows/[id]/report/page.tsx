import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowReport } from '#components/reports/flow-report.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('flow.title') }
}

export default async function FlowReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Page wide>
      <FlowReport flowId={id} />
    </Page>
  )
}
