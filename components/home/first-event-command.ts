export interface FirstEventCommand {
  /** Where the studio is, such as `https://akis.example.com`. */
  origin: string
  key: string
  email: string
  currency: string
}

/** The shell command that sends one cart event about the person themselves. */
export function firstEventCommand({ origin, key, email, currency }: FirstEventCommand): string {
  const event = {
    event: 'Added to Cart',
    profile: { email },
    properties: { cart_id: 'k-1', items: [{ sku: 'TS-1', name: 'T-shirt', quantity: 1, price: '249.90' }] },
    value: '249.90',
    currency,
  }
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H ${quoted(`Authorization: Bearer ${key}`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(JSON.stringify(event))}`,
  ].join('\n')
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
