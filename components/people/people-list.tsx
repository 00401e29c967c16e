'use client'

import { Search, Users } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { personName } from '../api/people.ts'
import { type ListedPerson, usePeopleList } from '../api/person.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Input } from '../ui/input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { Initials } from './person-rows.tsx'

/** The shop's people, found by any part of what names them. The search stands in the address. */
export function PeopleList() {
  const t = useTranslations('people')
  const errorText = useErrorText()
  const [search, setSearch] = useState(useSearchParams().get('q') ?? '')
  const people = usePeopleList(useSettled(search.trim(), 250))
  const items = people.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <section className="rounded-lg border bg-card">
        <div className="relative border-b p-3">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-6 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('searchHint')}
            value={search}
            className="max-w-lg pl-9"
            onChange={({ target }) => {
              setSearch(target.value)
              const query = target.value.trim() === '' ? '' : `?q=${encodeURIComponent(target.value.trim())}`
              window.history.replaceState(null, '', `/people${query}`)
            }}
          />
        </div>
        {people.isError && (
          <Alert tone="error" className="m-4">
            {errorText(people.error)}
          </Alert>
        )}
        {people.isPending && (
          <div className="flex flex-col gap-3 p-4" aria-busy>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-11" />
            ))}
          </div>
        )}
        {people.isSuccess && items.length === 0 && (
          <EmptyState
            picture={<Users />}
            title={search.trim() === '' ? t('empty') : t('noneFound')}
            description={search.trim() === '' ? t('emptyHint') : undefined}
          />
        )}
        {items.length > 0 && <PeopleTable people={items} />}
        {people.hasNextPage && (
          <div className="flex justify-center border-t p-3">
            <Button
              variant="secondary"
              busy={people.isFetchingNextPage}
              onClick={() => void people.fetchNextPage()}
            >
              {t('more')}
            </Button>
          </div>
        )}
      </section>
    </>
  )
}

function PeopleTable({ people }: { people: ListedPerson[] }) {
  const t = useTranslations('people')
  const format = useFormat()
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t('column.person')}</TableHeader>
          <TableHeader className="max-md:hidden">{t('column.phone')}</TableHeader>
          <TableHeader className="max-lg:hidden">{t('column.city')}</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            {t('column.seen')}
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {people.map((person) => {
          const name = personName(person)
          const further = [person.email, person.external_id].find((one) => one && one !== name)
          const { city } = person.properties
          const seen = person.last_seen_at ?? person.created_at
          return (
            <TableRow key={person.id} className="relative hover:bg-accent/50">
              <TableCell className="w-full max-w-0">
                <span className="flex min-w-0 items-center gap-3">
                  <Initials name={name} />
                  <span className="min-w-0">
                    <Link
                      href={`/people/${person.id}`}
                      className="block truncate font-medium after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
                    >
                      {name ?? t('nameless')}
                    </Link>
                    {further && (
                      <span className="block truncate text-[13px] text-muted-foreground">{further}</span>
                    )}
                  </span>
                </span>
              </TableCell>
              <TableCell className="figures whitespace-nowrap text-muted-foreground max-md:hidden">
                {person.phone ?? '—'}
              </TableCell>
              <TableCell className="max-w-40 truncate text-muted-foreground max-lg:hidden">
                {typeof city === 'string' ? city : '—'}
              </TableCell>
              <TableCell numeric className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                <time dateTime={seen} title={format.dateTime(seen)}>
                  {format.relative(seen)}
                </time>
              </TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}
