import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HomePage } from '#components/home/home-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nav'))('home') }
}

export default function StudioHome() {
  return <HomePage />
}
