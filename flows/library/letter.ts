import type { Block } from '../content/blocks.ts'
import type { EmailWords } from './email-step.ts'
import type { LibraryLocale } from './library-locale.ts'

interface Letter {
  subject: string
  preheader: string
  title: string
  /** Paragraphs before the items and the button; the first one follows the greeting. */
  text: string[]
  /** Shows what the event is about, at most so many. */
  items?: number
  button?: { label: string; url: string }
  /** A last paragraph. */
  end?: string
}

const HELLO: Record<LibraryLocale, string> = { tr: 'Merhaba', en: 'Hello' }

/** An e-mail of the library as most of them are: a heading, a greeting by name, the text, what it is about, one button. */
export function letter(
  locale: LibraryLocale,
  { subject, preheader, title, text, items, button, end }: Letter,
): EmailWords {
  const greeting = `${HELLO[locale]}{% if profile.first_name %} {{ profile.first_name }}{% endif %},`
  const blocks: Block[] = [
    { kind: 'heading', text: title, level: 1 },
    { kind: 'text', text: [greeting, ...text].join('\n\n') },
    ...(items === undefined ? [] : [{ kind: 'items', from: 'event.items', limit: items } as const]),
    ...(button === undefined ? [] : [{ kind: 'button', ...button } as const]),
    ...(end === undefined ? [] : [{ kind: 'text', text: end } as const]),
  ]
  return { subject, preheader, blocks }
}
