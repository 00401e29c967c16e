import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Naming } from '#components/conditions/naming.tsx'
import { NewSegment } from '#components/segments/segment-editor.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('newTitle') }
}

export default function NewSegmentPage() {
  return (
    <Page wide>
      <Suspense>
        <Naming>
          <NewSegment />
        </Naming>
      </Suspense>
    </Page>
  )
}
