import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Naming } from '#components/conditions/naming.tsx'
import { SegmentPage } from '#components/segments/segment-editor.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('title') }
}

export default async function OneSegmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Page wide>
      <Naming>
        <SegmentPage id={id} />
      </Naming>
    </Page>
  )
}
