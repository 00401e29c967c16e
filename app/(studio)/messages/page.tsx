import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Outbox } from '#components/messages/outbox.tsx'
import { Page } from '#components/shell/page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages'))('title') }
}

export default function MessagesPage() {
  return (
    <Page wide>
      <Outbox />
    </Page>
  )
}
