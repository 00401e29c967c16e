import type { Block } from '../content/blocks.ts'
import type { LibraryLocale } from './library-locale.ts'

const TEXT: Record<LibraryLocale, string> = {
  tr: 'Bu e-postayı {{ workspace.name }} gönderdi. Artık almak istemiyorsanız [abonelikten çıkabilirsiniz]({{ links.unsubscribe }}).',
  en: 'Sent by {{ workspace.name }}. If you would rather not hear from us, you can [unsubscribe]({{ links.unsubscribe }}).',
}

/** The end of every marketing e-mail in the library: who sent it, and the way out. */
export function closing(locale: LibraryLocale): Block[] {
  return [{ kind: 'divider' }, { kind: 'footer', text: TEXT[locale] }]
}
