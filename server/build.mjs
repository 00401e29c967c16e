import { ensureBuilt } from './bootstrap/build.mjs'
import { ensureInstalled } from './bootstrap/install.mjs'

// `npm run build`: what `npm start` does before it starts, for images that are built ahead.
await ensureInstalled()
await ensureBuilt()
