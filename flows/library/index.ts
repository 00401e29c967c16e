import { Flow, type Flow as FlowFile } from '../graph/flow.ts'
import { ABANDONED_CART } from './abandoned-cart.ts'
import { ABANDONED_CHECKOUT } from './abandoned-checkout.ts'
import { ANNIVERSARY } from './anniversary.ts'
import { BIRTHDAY } from './birthday.ts'
import { BROWSE_ABANDONMENT } from './browse-abandonment.ts'
import { CART_EMAIL_THEN_SMS } from './cart-email-then-sms.ts'
import { CART_TWO_REMINDERS } from './cart-two-reminders.ts'
import { CHURN_RISK } from './churn-risk.ts'
import { EARLY_ACCESS } from './early-access.ts'
import type { LibraryFlow } from './library-flow.ts'
import type { LibraryLocale } from './library-locale.ts'
import { POST_PURCHASE_THANKS } from './post-purchase-thanks.ts'
import { REPLENISHMENT } from './replenishment.ts'
import { REVIEW_REQUEST } from './review-request.ts'
import { SECOND_PURCHASE } from './second-purchase.ts'
import { VIP } from './vip.ts'
import { WELCOME } from './welcome.ts'
import { WIN_BACK } from './win-back.ts'

export const LIBRARY_IDS = [
  'welcome',
  'abandoned-cart',
  'cart-two-reminders',
  'cart-email-then-sms',
  'abandoned-checkout',
  'browse-abandonment',
  'post-purchase-thanks',
  'review-request',
  'replenishment',
  'second-purchase',
  'win-back',
  'vip',
  'birthday',
  'anniversary',
  'early-access',
  'churn-risk',
] as const
export type LibraryId = (typeof LIBRARY_IDS)[number]

const LIBRARY = {
  welcome: WELCOME,
  'abandoned-cart': ABANDONED_CART,
  'cart-two-reminders': CART_TWO_REMINDERS,
  'cart-email-then-sms': CART_EMAIL_THEN_SMS,
  'abandoned-checkout': ABANDONED_CHECKOUT,
  'browse-abandonment': BROWSE_ABANDONMENT,
  'post-purchase-thanks': POST_PURCHASE_THANKS,
  'review-request': REVIEW_REQUEST,
  replenishment: REPLENISHMENT,
  'second-purchase': SECOND_PURCHASE,
  'win-back': WIN_BACK,
  vip: VIP,
  birthday: BIRTHDAY,
  anniversary: ANNIVERSARY,
  'early-access': EARLY_ACCESS,
  'churn-risk': CHURN_RISK,
} satisfies Record<LibraryId, LibraryFlow>

/** The ready-made flow as a flow file of its own; every call gives a fresh copy. */
export function libraryFlow(id: LibraryId, locale: LibraryLocale): FlowFile {
  return Flow.parse(LIBRARY[id].graph(locale))
}

export interface LibraryEntry {
  id: LibraryId
  name: string
  description: string
  graph: FlowFile
}

/** All ready-made flows with their words, in the order they are offered. */
export function libraryEntries(locale: LibraryLocale): LibraryEntry[] {
  return LIBRARY_IDS.map((id) => {
    const graph = libraryFlow(id, locale)
    return { id, name: graph.name, description: LIBRARY[id].description[locale], graph }
  })
}
