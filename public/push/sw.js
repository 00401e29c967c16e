/* Akis web push. Copy this file to the root of your shop, as /akis-sw.js. It needs nothing else and knows no secret. */

self.addEventListener('push', (event) => {
  const notice = read(event.data)
  if (notice === null) return
  const { title, body, icon, image, tag, url, shown } = notice
  const options = { body, icon, image, tag, data: { url } }
  event.waitUntil(
    self.registration
      .showNotification(title, options)
      .then(() => shown && fetch(shown, { mode: 'no-cors', credentials: 'omit' }))
      .catch(() => {}),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data ?? {}
  if (url) event.waitUntil(self.clients.openWindow(url))
})

/** What Akis sent; null for anything else. */
function read(data) {
  try {
    const notice = data.json()
    return typeof notice.title === 'string' && typeof notice.url === 'string' ? notice : null
  } catch {
    return null
  }
}
