import { escapeHtml } from './liquid.ts'
import { LINK_CLOSE, LINK_OPEN } from './protect-liquid.ts'

const LINK = /\[([^\]\n]{1,500})\]\(([^()\s]{1,4000})\)/g
const BOLD = /\*\*([^\n]+?)\*\*/g
const ITALIC = /\*([^*\n]+)\*/g

/** The little markup of text blocks as HTML: `**bold**`, `*italic*`, `[label](url)`, lines and paragraphs. Everything else is escaped. */
export function inlineHtml(text: string): string {
  return escapeHtml(text.replace(/\r\n?/g, '\n').trim())
    .replace(LINK, '<a href="$2" class="akis-link">$1</a>')
    .replace(BOLD, '<strong>$1</strong>')
    .replace(ITALIC, '<em>$1</em>')
    .replace(/\n{2,}/g, '<br /><br />')
    .replace(/\n/g, '<br />')
}

/** The same markup as plain text: emphasis goes, a link's target follows its label. */
export function inlineText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .replace(LINK, (_, label: string, url: string) =>
      label === url ? linkMark(url) : `${label} (${linkMark(url)})`,
    )
    .replace(BOLD, '$1')
    .replace(ITALIC, '$1')
}

/** Marks a link's target in plain text, so that it can be found again after rendering. */
export function linkMark(url: string): string {
  return `${LINK_OPEN}${url}${LINK_CLOSE}`
}
