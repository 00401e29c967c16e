import type { z } from 'zod'
import type { Flow } from '../graph/flow.ts'
import type { LibraryLocale } from './library-locale.ts'

/** One ready-made flow: what it is for, and the flow file in each language. */
export interface LibraryFlow {
  description: Record<LibraryLocale, string>
  graph: (locale: LibraryLocale) => z.input<typeof Flow>
}
