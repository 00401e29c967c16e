import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Naming } from '#components/conditions/naming.tsx'
import { SegmentList } from '#components/segments/segment-list.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('title') }
}

export default function SegmentsPage() {
  return (
    <Page wide>
      <Suspense>
        <Naming>
          <SegmentList />
        </Naming>
      </Suspense>
    </Page>
  )
}
