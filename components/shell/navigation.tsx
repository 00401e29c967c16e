'use client'

import { ChartNoAxesColumn, House, Layers, Mail, Settings, Users, Workflow } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cn } from '../ui/cn.ts'

export const PLACES = [
  { key: 'home', href: '/', icon: House },
  { key: 'flows', href: '/flows', icon: Workflow },
  { key: 'people', href: '/people', icon: Users },
  { key: 'segments', href: '/segments', icon: Layers },
  { key: 'messages', href: '/messages', icon: Mail },
  { key: 'reports', href: '/reports', icon: ChartNoAxesColumn },
  { key: 'settings', href: '/settings', icon: Settings },
] as const

/** Whether `href` is the place the person is in. */
export function isPlace(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

/** The studio's places. `onNavigate` closes the sheet it may stand in. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('nav')
  const pathname = usePathname()
  return (
    <nav aria-label={t('label')}>
      <ul className="flex flex-col gap-0.5">
        {PLACES.map(({ key, href, icon: Icon }) => {
          const here = isPlace(pathname, href)
          return (
            <li key={key}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={here ? 'page' : undefined}
                className={cn(
                  'flex h-9 items-center gap-3 rounded-lg px-2.5 text-sm transition-colors',
                  here
                    ? 'bg-accent font-medium text-foreground'
                    : 'text-muted-foreground hover:bg-accent/60 hover:text-foreground',
                )}
              >
                <Icon
                  aria-hidden
                  className={cn('size-4.5 shrink-0', here && 'text-link')}
                  strokeWidth={1.75}
                />
                {t(key)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
