/** What the shop calls its copy of the service worker. */
export const PUSH_WORKER_FILE = 'akis-sw.js'

/** The lines that a shop puts into a page: our script, and a button that turns notifications on. */
export function pushSnippet({
  origin,
  publicKey,
  label,
}: {
  origin: string
  publicKey: string
  label: string
}): string {
  return `<script src="${origin}/push/akis-push.js"></script>
<button id="akis-push">${label}</button>
<script>
  document.getElementById('akis-push').onclick = () =>
    akisPush.subscribe({
      key: 'pk_…',
      publicKey: '${publicKey}',
      worker: '/${PUSH_WORKER_FILE}',
      anonymousId: akisPush.visitor(),
    })
</script>`
}
