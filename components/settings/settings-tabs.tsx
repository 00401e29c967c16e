'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMay } from '../session.tsx'
import { tabClasses } from '../ui/tabs.tsx'

const TABS = [
  { key: 'shop', href: '/settings', permission: 'read' },
  { key: 'team', href: '/settings/team', permission: 'read' },
  { key: 'keys', href: '/settings/keys', permission: 'keys:write' },
  { key: 'connections', href: '/settings/connections', permission: 'read' },
  { key: 'sending', href: '/settings/sending', permission: 'read' },
  { key: 'events', href: '/settings/events', permission: 'read' },
  { key: 'jobs', href: '/settings/jobs', permission: 'read' },
  { key: 'account', href: '/settings/account', permission: 'read' },
] as const

/** The settings' pages, as far as the person's role reaches. */
export function SettingsTabs() {
  const t = useTranslations('settings')
  const may = useMay()
  const pathname = usePathname()
  return (
    <nav aria-label={t('title')} className="mb-6 overflow-x-auto border-b [scrollbar-width:none]">
      <ul className="flex gap-5">
        {TABS.filter(({ permission }) => may(permission)).map(({ key, href }) => (
          <li key={key} className="flex shrink-0">
            <Link
              href={href}
              ref={pathname === href ? bringIntoSight : null}
              aria-current={pathname === href ? 'page' : undefined}
              className={tabClasses}
            >
              {t(`tabs.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** On a phone the row of tabs is longer than the screen. */
function bringIntoSight(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
