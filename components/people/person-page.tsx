'use client'

import { Download } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { personName } from '../api/people.ts'
import { type FullPerson, type PersonPanel, usePerson, usePersonPanel } from '../api/person.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ErasePerson } from './erase-person.tsx'
import { Initials } from './person-rows.tsx'
import { PersonTimeline } from './person-timeline.tsx'
import { PersonTraits } from './person-traits.tsx'

/** Everything that is known of one person, in one place. */
export function PersonPage({ id }: { id: string }) {
  const t = useTranslations('people')
  const format = useFormat()
  const errorText = useErrorText()
  const may = useMay()
  const person = usePerson(id)
  const panel = usePersonPanel(id)
  if (person.isError) return <Alert tone="error">{errorText(person.error)}</Alert>
  if (!person.data) return <Skeleton className="h-64" />
  const name = personName(person.data)
  return (
    <>
      <header className="flex flex-wrap items-center gap-4 pb-6">
        <Initials name={name} large />
        <div className="min-w-56 flex-1">
          <h1 className="truncate text-xl font-semibold">{name ?? t('nameless')}</h1>
          <p className="text-sm text-muted-foreground">
            {t('known', { since: format.date(person.data.created_at) })}
            {person.data.last_seen_at &&
              ` · ${t('seen', { when: format.relative(person.data.last_seen_at) })}`}
          </p>
        </div>
        <Button asChild variant="ghost">
          <a href={`/api/v1/profiles/${person.data.id}/export`} download>
            <Download aria-hidden />
            {t('export')}
          </a>
        </Button>
        {may('people:write') && <ErasePerson id={person.data.id} name={name ?? t('nameless')} />}
        <Button asChild variant="secondary">
          <Link href="/people">{t('back')}</Link>
        </Button>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Identity person={person.data} />
          <Consents consents={person.data.consents} />
          {panel.data && <Places panel={panel.data} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {panel.data ? <PersonTraits traits={panel.data.traits} /> : <Skeleton className="h-48" />}
          <PersonTimeline id={id} />
        </div>
      </div>
    </>
  )
}

function Identity({ person }: { person: FullPerson }) {
  const t = useTranslations('people')
  const properties = Object.entries(person.properties).filter(([, value]) => value !== null)
  return (
    <Card data-testid="person-identity">
      <CardHeader title={t('identity')} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 border-t p-5 text-sm">
        {person.identifiers.map(({ kind, value }) => (
          <Pair key={`${kind} ${value}`} name={t(`identifiers.${kind}`)} value={value} />
        ))}
        {person.locale && <Pair name={t('language')} value={person.locale} />}
        {person.time_zone && <Pair name={t('zone')} value={person.time_zone} />}
        {properties.map(([name, value]) => (
          <Pair
            key={name}
            name={name.replaceAll('_', ' ')}
            value={typeof value === 'object' ? JSON.stringify(value) : String(value)}
          />
        ))}
      </dl>
    </Card>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  )
}

function Consents({ consents }: { consents: FullPerson['consents'] }) {
  const t = useTranslations('people')
  const channels = useTranslations('conditions.describe.channels')
  const kinds = useTranslations('conditions.builder.consentKinds')
  const statuses = useTranslations('conditions.builder.consentStatuses')
  const format = useFormat()
  return (
    <Card data-testid="person-consents">
      <CardHeader title={t('consents')} description={consents.length === 0 ? t('noConsents') : undefined} />
      {consents.length > 0 && (
        <ul className="divide-y border-t">
          {consents.map(({ channel, kind, status, source, time }) => (
            <li
              key={`${channel} ${kind}`}
              className="flex flex-wrap justify-between gap-x-3 px-5 py-2.5 text-sm"
            >
              <span>
                {channels(channel)} · {kinds(kind)}
              </span>
              <span className={status === 'subscribed' ? 'text-live' : 'text-muted-foreground'}>
                {statuses(status)}
              </span>
              <span className="w-full text-[13px] text-muted-foreground">
                {format.dateTime(time)} · {source}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** The segments, lists and flows that a person is in. */
function Places({ panel }: { panel: PersonPanel }) {
  const t = useTranslations('people')
  const format = useFormat()
  const groups = [
    { title: t('segments'), items: panel.segments, href: (id: string) => `/segments/${id}` },
    { title: t('lists'), items: panel.lists, href: null },
    {
      title: t('flows'),
      items: panel.flows.map(({ flow, since }) => ({ ...flow, since })),
      href: (id: string) => `/flows/${id}/why`,
    },
  ]
  return (
    <Card data-testid="person-places">
      <CardHeader title={t('places')} />
      <div className="flex flex-col gap-4 border-t p-5 text-sm">
        {groups.map(({ title, items, href }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-1 text-[13px] font-medium text-muted-foreground">{title}</h3>
            {items.length === 0 && <p className="text-muted-foreground">—</p>}
            <ul className="flex flex-col gap-1">
              {items.map(({ id, name, since }) => (
                <li key={`${id} ${since}`} className="flex justify-between gap-3">
                  {href ? (
                    <Link href={href(id)} className="min-w-0 truncate text-link hover:underline">
                      {name}
                    </Link>
                  ) : (
                    <span className="min-w-0 truncate">{name}</span>
                  )}
                  <span className="shrink-0 text-[13px] text-muted-foreground">
                    {t('since', { when: format.date(since) })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  )
}
