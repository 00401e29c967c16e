'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import {
  CircleUser,
  FileWarning,
  KeyRound,
  Languages,
  ListChecks,
  LogOut,
  MoonStar,
  Plug,
  SunMoon,
  Users,
  Workflow,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { type ReactNode, useEffect } from 'react'
import { fetchJson } from '../api/fetch-json.ts'
import { useMay } from '../session.tsx'
import { SearchDialog } from '../ui/search-dialog.tsx'
import { PLACES } from './navigation.tsx'
import { LANGUAGES, useLanguage } from './preferences.tsx'
import { signOut } from './user-menu.tsx'

const SETTINGS = [
  { key: 'team', href: '/settings/team', icon: Users, permission: 'read' },
  { key: 'keys', href: '/settings/keys', icon: KeyRound, permission: 'keys:write' },
  { key: 'connections', href: '/settings/connections', icon: Plug, permission: 'connections:write' },
  { key: 'sending', href: '/settings/sending', icon: MoonStar, permission: 'read' },
  { key: 'events', href: '/settings/events', icon: FileWarning, permission: 'read' },
  { key: 'jobs', href: '/settings/jobs', icon: ListChecks, permission: 'read' },
  { key: 'account', href: '/settings/account', icon: CircleUser, permission: 'read' },
] as const

export interface CommandPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Everything by its name: pages, flows, switches. Opened by ⌘K or Ctrl K. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const t = useTranslations('nav')
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      onOpenChange(!open)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [open, onOpenChange])

  return (
    <SearchDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('search')}
      placeholder={t('searchPlaceholder')}
      empty={t('searchEmpty')}
    >
      <Palette close={() => onOpenChange(false)} />
    </SearchDialog>
  )
}

function Palette({ close }: { close: () => void }) {
  const t = useTranslations('nav')
  const router = useRouter()
  const may = useMay()
  const { resolvedTheme, setTheme } = useTheme()
  const { language, setLanguage } = useLanguage({ signedIn: true })
  const flows = useQuery({
    queryKey: ['flows', 'palette'],
    queryFn: ({ signal }) =>
      fetchJson<{ items: { id: string; name: string }[] }>('/api/v1/flows?limit=100', { signal }),
  })
  const other = LANGUAGES.find(({ value }) => value !== language)

  function run(action: () => void) {
    return () => {
      close()
      action()
    }
  }

  return (
    <>
      <Command.Group heading={t('pages')}>
        {PLACES.map(({ key, href, icon: Icon }) => (
          <Item
            key={key}
            value={`page ${key}`}
            words={t(key)}
            icon={<Icon aria-hidden />}
            onSelect={run(() => router.push(href))}
          >
            {t(key)}
          </Item>
        ))}
        {SETTINGS.filter(({ permission }) => may(permission)).map(({ key, href, icon: Icon }) => (
          <Item
            key={key}
            value={`settings ${key}`}
            words={t(`settingsPages.${key}`)}
            icon={<Icon aria-hidden />}
            onSelect={run(() => router.push(href))}
          >
            {t(`settingsPages.${key}`)}
          </Item>
        ))}
      </Command.Group>
      {(flows.data?.items.length ?? 0) > 0 && (
        <Command.Group heading={t('flows')}>
          {flows.data?.items.map((flow) => (
            <Item
              key={flow.id}
              value={`flow ${flow.id}`}
              words={flow.name}
              icon={<Workflow aria-hidden />}
              onSelect={run(() => router.push(`/flows/${flow.id}`))}
            >
              {flow.name}
            </Item>
          ))}
        </Command.Group>
      )}
      <Command.Group heading={t('actions')}>
        <Item
          value="theme"
          words={`${t('theme')} ${t(resolvedTheme === 'dark' ? 'toLight' : 'toDark')}`}
          icon={<SunMoon aria-hidden />}
          onSelect={run(() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'))}
        >
          {t(resolvedTheme === 'dark' ? 'toLight' : 'toDark')}
        </Item>
        {other && (
          <Item
            value="language"
            words={`${other.label} ${t('language')}`}
            icon={<Languages aria-hidden />}
            onSelect={run(() => setLanguage(other.value))}
          >
            <span lang={other.value}>{other.label}</span>
          </Item>
        )}
        <Item
          value="sign-out"
          words={t('signOut')}
          icon={<LogOut aria-hidden />}
          onSelect={run(() => void signOut())}
        >
          {t('signOut')}
        </Item>
      </Command.Group>
    </>
  )
}

function Item({
  value,
  words,
  icon,
  onSelect,
  children,
}: {
  value: string
  /** What the search reads. */
  words: string
  icon: ReactNode
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      keywords={[words]}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer select-none items-center gap-3 rounded-lg px-2.5 text-sm data-[selected=true]:bg-accent [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
    >
      {icon}
      <span className="truncate">{children}</span>
    </Command.Item>
  )
}
