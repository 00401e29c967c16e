import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'

export default async function NotFound() {
  const t = await getTranslations('errors')
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <h1 className="text-xl font-semibold">{t('pageMissing')}</h1>
      <p className="max-w-md text-muted-foreground">{t('pageMissingHint')}</p>
      <Button asChild variant="secondary" className="mt-3">
        <Link href="/">{t('home')}</Link>
      </Button>
    </main>
  )
}
