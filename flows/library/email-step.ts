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

/** A live marketing e-mail with the library's closing lines. */
export function emailStep(id: string, locale: LibraryLocale, words: EmailWords): FlowNode {
  return {
    id,
    kind: 'email',
    config: {
      status: 'live',
      messageKind: 'marketing',
      subject: words.subject,
      preheader: words.preheader,
      blocks: [...words.blocks, ...closing(locale)],
    },
  }
}
