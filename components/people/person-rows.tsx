'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type Person, personName } from '../api/people.ts'

/** People in a short list; each leads to their page. `aside` stands at the end of a row. */
export function PersonRows<P extends Person>({
  people,
  aside,
  label,
}: {
  people: readonly P[]
  aside?: (person: P) => string
  label: string
}) {
  const t = useTranslations('people')
  return (
    <ul aria-label={label} className="divide-y">
      {people.map((person) => {
        const name = personName(person)
        const further = [person.email, person.phone, person.external_id].find((one) => one && one !== name)
        return (
          <li key={person.id} className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-accent/50">
            <Initials name={name} />
            <span className="min-w-0 flex-1">
              <Link
                href={`/people/${person.id}`}
                className="block truncate text-sm font-medium after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
              >
                {name ?? t('nameless')}
              </Link>
              {further && <span className="block truncate text-[13px] text-muted-foreground">{further}</span>}
            </span>
            {aside && (
              <span className="shrink-0 text-[13px] whitespace-nowrap text-muted-foreground">
                {aside(person)}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export function Initials({ name, large = false }: { name: string | null; large?: boolean }) {
  const letters = (name ?? '?')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('')
    .toLocaleUpperCase()
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center rounded-full bg-primary-soft font-medium text-link ${large ? 'size-12 text-base' : 'size-8 text-xs'}`}
    >
      {letters}
    </span>
  )
}
