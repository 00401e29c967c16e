import type { Block } from '../content/blocks.ts'
import type { FlowNode } from '../graph/flow.ts'
import { closing } from './closing.ts'
import type { LibraryLocale } from './library-locale.ts'

/** What one e-mail of the library says. */
export interface EmailWords {
  subject: string
  preheader: string
  blocks: Block[]
}

/**
 * A live marketing e-mail with the library's closing lines. `smartSending: false` for one whose moment is now or never:
 * it goes out however recently the person was written to.
 */
export function emailStep(
  id: string,
  locale: LibraryLocale,
  words: EmailWords,
  more: { smartSending?: false } = {},
): FlowNode {
  return {
    id,
    kind: 'email',
    config: {
      status: 'live',
      messageKind: 'marketing',
      ...more,
      subject: words.subject,
      preheader: words.preheader,
      blocks: [...words.blocks, ...closing(locale)],
    },
  }
}
