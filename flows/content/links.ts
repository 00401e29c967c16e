import { escapeHtml } from './liquid.ts'
import { LINK_CLOSE, LINK_OPEN } from './protect-liquid.ts'

const HREF = /(<a\b[^>]*?\shref=")([^"]*)(")/gi
const TEXT_LINK = new RegExp(`${LINK_OPEN}([^${LINK_CLOSE}]*)${LINK_CLOSE}`, 'g')

/** A rendered message before its links are tracked. `text` may hold marked link targets. */
export interface LinkedContent {
  html: string
  text: string
}

/** What becomes of a link: its position among the message's tracked links, and where it leads. */
export type TrackedUrl = (position: number, target: string) => string

/**
 * Replaces link targets by `tracked(position, target)` in HTML and in text, and returns the targets by position.
 * The same target has one position. Links of `own` (unsubscribe), mailto, tel and anchors stay; any other scheme is cut to `#`.
 */
export function trackLinks(
  content: LinkedContent,
  own: ReadonlySet<string>,
  tracked: TrackedUrl,
): LinkedContent & { links: string[] } {
  const positions = new Map<string, number>()
  const replace = (raw: string): string => {
    const target = raw.trim()
    if (own.has(target)) return target
    const kind = linkKind(target)
    if (kind === 'stays') return target
    if (kind === 'unsafe') return '#'
    const position = positions.get(target) ?? positions.size
    positions.set(target, position)
    return tracked(position, target)
  }
  const html = replaceHrefs(content.html, replace)
  const text = content.text.replace(TEXT_LINK, (_, url: string) => replace(url))
  return { html, text, links: [...positions.keys()] }
}

/** Rewrites the web addresses that links lead to, before `trackLinks`; those of `own` (unsubscribe) stay. */
export function rewriteLinks(
  { html, text }: LinkedContent,
  own: ReadonlySet<string>,
  rewrite: (target: string) => string,
): LinkedContent {
  const replace = (raw: string): string => {
    const target = raw.trim()
    return !own.has(target) && isWebAddress(target) ? rewrite(target) : raw
  }
  return {
    html: replaceHrefs(html, replace),
    text: text.replace(TEXT_LINK, (_, url: string) => `${LINK_OPEN}${replace(url)}${LINK_CLOSE}`),
  }
}

const PLAIN_LINK = /https?:\/\/[^\s<>"]+/gi
const AFTER_LINK = /[.,;:!?)\]]+$/

/** Rewrites the web addresses of a text without marked links, such as an SMS. */
export function rewritePlainLinks(text: string, rewrite: (target: string) => string): string {
  return text.replace(PLAIN_LINK, (found) => {
    const after = AFTER_LINK.exec(found)?.[0] ?? ''
    const target = found.slice(0, found.length - after.length)
    return isWebAddress(target) ? rewrite(target) + after : found
  })
}

const replaceHrefs = (html: string, replace: (target: string) => string) =>
  html.replace(
    HREF,
    (_, before: string, href: string, after: string) =>
      `${before}${escapeHtml(replace(unescapeHtml(href)))}${after}`,
  )

/** Whether a target is a page that may be redirected to: http or https, absolute, without credentials. */
export function isWebAddress(target: string): boolean {
  if (!/^https?:\/\//i.test(target)) return false
  try {
    const { protocol, hostname, username, password } = new URL(target)
    return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === ''
  } catch {
    return false
  }
}

function linkKind(target: string): 'web' | 'stays' | 'unsafe' {
  if (isWebAddress(target)) return 'web'
  return /^(mailto:|tel:|sms:|#)/i.test(target) ? 'stays' : 'unsafe'
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => ENTITIES[name] as string)
}
