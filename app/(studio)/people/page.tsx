import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { PeopleList } from '#components/people/people-list.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default function PeoplePage() {
  return (
    <Page wide>
      <Suspense>
        <PeopleList />
      </Suspense>
    </Page>
  )
}
