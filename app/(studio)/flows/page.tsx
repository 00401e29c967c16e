import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FlowList } from '#components/flows/flow-list.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('title') }
}

export default function FlowsPage() {
  return (
    <Page wide>
      <Suspense>
        <FlowList />
      </Suspense>
    </Page>
  )
}
