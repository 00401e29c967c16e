import { UTM_NAMES, type Utm, withUtm } from '#flows/content/utm.ts'

const SHOP = 'https://shop.example/'

/** A link as an e-mail of the flow would have it; other variables than those every message knows stand in brackets. */
export function exampleLink(utm: Utm, flow: string): string {
  const known: Record<string, string> = { 'flow.name': flow, 'message.channel': 'email', 'message.id': 'n1' }
  const filled = (text: string) =>
    text.replace(/\{\{\s*([\w.]+)[^}]*\}\}/g, (_, path: string) => known[path] ?? `[${path}]`)
  return withUtm(SHOP, Object.fromEntries(UTM_NAMES.map((name) => [name, filled(utm[name] ?? '')])))
}
