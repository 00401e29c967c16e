import { bearer, type Hostile, type Keys } from './hostile-requests.ts'

const SUBSCRIPTION = {
  endpoint: 'https://push.example/d1',
  keys: {
    p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  },
}
const BROWSER = { subscription: SUBSCRIPTION, profile: { external_id: 'c-1' } }
const browser = (changes: object) => ({ ...BROWSER, subscription: { ...SUBSCRIPTION, ...changes } })
const keysOf = (changes: object) => browser({ keys: { ...SUBSCRIPTION.keys, ...changes } })

export const HOSTILE_SUBSCRIPTIONS: Hostile[] = [
  { why: 'no subscription', body: {}, status: 422, names: ['/subscription', '/profile'] },
  { why: 'a list of subscriptions', body: [BROWSER], status: 422, names: [''] },
  { why: 'a browser of nobody', body: { ...BROWSER, profile: {} }, status: 422, names: ['/profile'] },
  {
    why: 'a browser of a bad e-mail',
    body: { ...BROWSER, profile: { email: 'x' } },
    status: 422,
    names: ['/profile/email'],
  },
  {
    why: 'an endpoint that is none',
    body: browser({ endpoint: 'push' }),
    status: 422,
    names: ['/subscription/endpoint'],
  },
  {
    why: 'an endpoint of another kind',
    body: browser({ endpoint: 'file:///etc/passwd' }),
    status: 422,
    names: ['/subscription/endpoint'],
  },
  {
    why: 'an endpoint that is too long',
    body: browser({ endpoint: `https://push.example/${'a'.repeat(2_000)}` }),
    status: 422,
    names: ['/subscription/endpoint'],
  },
  { why: 'no keys', body: browser({ keys: {} }), status: 422, names: ['/subscription/keys/p256dh'] },
  {
    why: 'a key of another curve',
    body: keysOf({ p256dh: 'AAAA' }),
    status: 422,
    names: ['/subscription/keys/p256dh'],
  },
  {
    why: 'a key that is no base64url',
    body: keysOf({ auth: '<script>' }),
    status: 422,
    names: ['/subscription/keys/auth'],
  },
  {
    why: 'a consent that is no boolean',
    body: { ...BROWSER, consent: 'yes' },
    status: 422,
    names: ['/consent'],
  },
  { why: 'an unknown field', body: { ...BROWSER, admin: true }, status: 422, names: ['/admin'] },
  {
    why: 'NUL in a person’s field',
    body: { ...BROWSER, profile: { external_id: 'c-1', city: '\u0000' } },
    status: 422,
    names: ['/profile/city'],
  },
  {
    why: '__proto__ in the person',
    body: JSON.stringify(BROWSER).replace('"external_id"', '"__proto__":{"a":1},"external_id"'),
    status: 422,
    names: ['/profile/__proto__'],
  },
  { why: 'a subscription that is no JSON', body: '{"subscription":', status: 400, code: 'malformed' },
  { why: 'a subscription without a key', body: BROWSER, status: 401, headers: () => ({ authorization: '' }) },
  {
    why: 'a subscription with a key that may only read',
    body: BROWSER,
    status: 403,
    headers: ({ readOnly }: Keys) => bearer(readOnly),
  },
].map((one) => ({ ...one, path: '/api/v1/push/subscriptions' }))
