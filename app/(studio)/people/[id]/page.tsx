import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PersonPage } from '#components/people/person-page.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function OnePersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Page wide>
      <PersonPage id={id} />
    </Page>
  )
}
