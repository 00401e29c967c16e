import { fileURLToPath } from 'node:url'

/** Built and served by the same Next as the studio, from the same packages. */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
}
