'use client'

import { Menu, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useSession } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Sheet, SheetContent, SheetTrigger } from '../ui/sheet.tsx'
import { Bell } from './bell.tsx'
import { CommandPalette } from './command-palette.tsx'
import { Navigation } from './navigation.tsx'
import { UserMenu } from './user-menu.tsx'
import { WorkspaceSwitcher } from './workspace-switcher.tsx'

/** The studio around a page: places at the left, on a phone behind a button. `main` fills the rest and scrolls. */
export function StudioShell({ children }: { children: ReactNode }) {
  const t = useTranslations('nav')
  const { workspace } = useSession()
  const [palette, setPalette] = useState(false)
  const [menu, setMenu] = useState(false)
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-primary px-4 py-2 text-sm font-medium text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <aside className="hidden w-60 shrink-0 flex-col gap-3 border-r bg-card p-3 md:flex">
        <WorkspaceSwitcher />
        <div className="flex items-center gap-1">
          <SearchButton onClick={() => setPalette(true)} />
          <Bell />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Navigation />
        </div>
        <UserMenu />
      </aside>

      <header className="flex h-13 shrink-0 items-center gap-1 border-b bg-card px-2 md:hidden">
        <Sheet open={menu} onOpenChange={setMenu}>
          <SheetTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={t('menu')}>
              <Menu aria-hidden />
            </Button>
          </SheetTrigger>
          <SheetContent side="left" title={t('menu')} hideTitle>
            <div className="flex h-full flex-col gap-3 p-3">
              <WorkspaceSwitcher />
              <div className="flex-1">
                <Navigation onNavigate={() => setMenu(false)} />
              </div>
              <UserMenu />
            </div>
          </SheetContent>
        </Sheet>
        <span className="min-w-0 flex-1 truncate px-1 text-sm font-semibold">{workspace.name}</span>
        <Bell />
        <Button variant="ghost" size="icon" aria-label={t('search')} onClick={() => setPalette(true)}>
          <Search aria-hidden />
        </Button>
      </header>

      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none"
      >
        {children}
      </main>
      <CommandPalette open={palette} onOpenChange={setPalette} />
    </div>
  )
}

const never = () => () => {}

function SearchButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('nav')
  const mac = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  )
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-9 min-w-0 flex-1 items-center gap-2.5 rounded-lg border px-2.5 text-sm text-muted-foreground transition-colors hover:border-input hover:text-foreground"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left">{t('search')}</span>
      <Kbd>{mac ? '⌘K' : 'Ctrl K'}</Kbd>
    </button>
  )
}
