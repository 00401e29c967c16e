import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowsReport } from '#components/reports/flows-report.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default function ReportsPage() {
  return (
    <Page wide>
      <FlowsReport />
    </Page>
  )
}
