/* Akis web push for a shop's pages: akisPush.subscribe({ key, publicKey, worker, anonymousId }), after a click. */
;(() => {
  const api = new URL('/api/v1/push/subscriptions', document.currentScript.src).href
  const VISITOR = 'akis_visitor'

  /** An id that this browser keeps for its visitor. Send it as `anonymous_id` with your events too. */
  function visitor() {
    let id = localStorage.getItem(VISITOR)
    if (!id) {
      id = `v-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
      localStorage.setItem(VISITOR, id)
    }
    return id
  }

  /** Asks the person, subscribes the browser and tells Akis. Resolves to 'subscribed', 'denied' or 'unsupported'; throws when Akis refuses. */
  async function subscribe({ key, publicKey, worker = '/akis-sw.js', anonymousId = visitor() }) {
    if (!('serviceWorker' in navigator && 'PushManager' in window)) return 'unsupported'
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    await navigator.serviceWorker.register(worker)
    const { pushManager } = await navigator.serviceWorker.ready
    const subscription = await subscribed(pushManager, bytesOf(publicKey))
    await call(key, 'POST', { subscription: subscription.toJSON(), profile: { anonymous_id: anonymousId } })
    return 'subscribed'
  }

  /** Ends the browser's subscription, here and at Akis. */
  async function unsubscribe({ key }) {
    const registration = await navigator.serviceWorker?.getRegistration()
    const subscription = await registration?.pushManager.getSubscription()
    if (!subscription) return
    await call(key, 'DELETE', { endpoint: subscription.endpoint })
    await subscription.unsubscribe()
  }

  /** A subscription is bound to the key it was made with: one of another key is made anew. */
  async function subscribed(pushManager, applicationServerKey) {
    const options = { userVisibleOnly: true, applicationServerKey }
    const known = await pushManager.getSubscription()
    if (!known) return pushManager.subscribe(options)
    const bound = new Uint8Array(known.options.applicationServerKey ?? [])
    if (bound.join() === applicationServerKey.join()) return known
    await known.unsubscribe()
    return pushManager.subscribe(options)
  }

  async function call(key, method, body) {
    const answer = await fetch(api, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? `HTTP ${answer.status}`)
  }

  function bytesOf(base64url) {
    const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(text, (character) => character.charCodeAt(0))
  }

  window.akisPush = { subscribe, unsubscribe, visitor }
})()
