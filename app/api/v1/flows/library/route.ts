import { z } from 'zod'
import { libraryEntries } from '#flows/library/index.ts'
import { LIBRARY_LOCALES } from '#flows/library/library-locale.ts'
import { apiRoute } from '#server/http/api-route.ts'

const LibraryQuery = z.object({ locale: z.enum(LIBRARY_LOCALES).default('tr') })

export const GET = apiRoute({ query: LibraryQuery }, async ({ query }) => ({
  items: libraryEntries(query.locale),
}))
