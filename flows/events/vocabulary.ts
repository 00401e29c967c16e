/** The one vocabulary of events. Integrations map to it at the door; shops may send any other name too. */
export const VOCABULARY = [
  'Viewed Page',
  'Viewed Category',
  'Viewed Product',
  'Searched',
  'Favourited Product',
  'Added to Cart',
  'Removed from Cart',
  'Started Checkout',
  'Placed Order',
  'Paid Order',
  'Fulfilled Order',
  'Cancelled Order',
  'Refunded Order',
  'Signed Up',
  'Signed In',
  'Clicked',
  'Subscribed',
  'Unsubscribed',
  'Earned Points',
  'Spent Points',
  'Opened Ticket',
  'Resolved Ticket',
  'Received Message',
  'Opened Email',
  'Opened Message',
  'Opened Push',
  'Read WhatsApp',
  'Clicked Link',
  'Bounced',
  'Marked as Spam',
] as const
export type KnownEvent = (typeof VOCABULARY)[number]

export const PLACED_ORDER: KnownEvent = 'Placed Order'
export const REFUNDED_ORDER: KnownEvent = 'Refunded Order'
