import { cart, order } from './shop-events.ts'
import { email, FORMAT } from './shop-flows.ts'

/** How many moments later a cart is ordered. */
const BOUGHT_AFTER = 40

const ORDERED = { event: 'Placed Order', sameKey: true }
const seconds = (amount: number) => ({ amount, unit: 'seconds' })

/** A reminder after a wait and another after a delay; the order ends it at once. */
const ABANDONED_CART = {
  format: FORMAT,
  name: 'Sepetini unutanlar',
  settings: { reentry: { mode: 'always' }, goal: ORDERED },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    { id: 'wait', kind: 'wait', config: { for: ORDERED, atMost: seconds(20) } },
    email('first'),
    { id: 'delay', kind: 'delay', config: { for: seconds(20) } },
    email('second'),
  ],
  edges: [
    { from: 'trigger', to: 'wait' },
    { from: 'wait', branch: 'timed_out', to: 'first' },
    { from: 'first', to: 'delay' },
    { from: 'delay', to: 'second' },
  ],
}

/** An e-mail at once, and after a delay one of two ways by what the person did since. */
const WELCOME = {
  format: FORMAT,
  name: 'Hoş geldin',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: 'Signed Up' },
  nodes: [
    email('hello'),
    { id: 'delay', kind: 'delay', config: { for: seconds(30) } },
    {
      id: 'looked',
      kind: 'condition',
      config: {
        if: {
          kind: 'event',
          event: 'Viewed Product',
          within: { since: 'run' },
          count: { op: 'gte', value: 1 },
        },
      },
    },
    { id: 'note', kind: 'update_profile', config: { set: { curious: true } } },
    { id: 'exit', kind: 'exit', config: { reason: 'Bakmadı' } },
  ],
  edges: [
    { from: 'trigger', to: 'hello' },
    { from: 'hello', to: 'delay' },
    { from: 'delay', to: 'looked' },
    { from: 'looked', branch: 'yes', to: 'note' },
    { from: 'looked', branch: 'no', to: 'exit' },
  ],
}

export const SOAK_FLOWS = [ABANDONED_CART, WELCOME]

export interface Moment {
  /** Posted one by one. */
  singles: object[]
  /** Posted as one body. */
  views: object[]
  events: number
  /** Who gets an e-mail at once. */
  newcomer: string
}

/** The events of moment `n` in a shop: a cart, a sign-up, six looks at products, and every other time the order of a cart. */
export function moment(run: string, n: number): Moment {
  const person = (of: number) => `${run}-${Math.max(0, of)}`
  const newcomer = `new-${person(n)}@example.com`
  const signUp = {
    event: 'Signed Up',
    id: `signup-${person(n)}`,
    profile: { email: newcomer, first_name: 'Ayşe' },
    properties: { source: 'footer' },
  }
  const views = [0, 1, 2, 3, 4, 5].map((i) => ({
    event: 'Viewed Product',
    id: `view-${person(n)}-${i}`,
    profile:
      i === 0
        ? { email: `new-${person(n - 50)}@example.com` }
        : { external_id: `c-${person(n - i * 3)}`, email: `${person(n - i * 3)}@example.com` },
    properties: { sku: 'TS-1', name: 'Tişört', price: '249.90' },
  }))
  const orders = n % 2 === 0 && n >= BOUGHT_AFTER ? [order(person(n - BOUGHT_AFTER))] : []
  const singles = [cart(person(n)), signUp, ...orders]
  return { singles, views, events: singles.length + views.length, newcomer }
}
