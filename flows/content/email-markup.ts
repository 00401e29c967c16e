import { assertNever } from '../assert-never.ts'
import type { Block, BlockKind } from './blocks.ts'
import { inlineHtml, inlineText, linkMark } from './inline-markup.ts'
import { escapeHtml } from './liquid.ts'
import type { ProtectedLiquid } from './protect-liquid.ts'

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const INK = '#1c1c1a'
const MUTED = '#6b6a65'
const LINE = '#e7e5e0'
const ACCENT = '#0f766e'
const HEADING_SIZE = { 1: '26px', 2: '20px', 3: '16px' } as const
const ITEMS_LIMIT = 10

const STYLE = `
  a.akis-link, .akis-text a { color: ${ACCENT}; text-decoration: underline; }
  .akis-footer a.akis-link { color: ${MUTED} !important; }
  @media (prefers-color-scheme: dark) {
    body, .akis-page, body > div[role='article'] { background-color: #161615 !important; }
    .akis-card, .akis-card > table, .akis-card td.akis-plain { background-color: #20201e !important; }
    .akis-text div, .akis-item-name, .akis-item-price { color: #f2f1ee !important; }
    .akis-muted, .akis-footer div, .akis-footer a.akis-link { color: #a8a6a0 !important; }
    .akis-text a.akis-link, a.akis-item-name { color: #5eead4 !important; }
    .akis-rule p { border-top-color: #3a3936 !important; }
    .akis-item td { border-bottom-color: #3a3936 !important; }
  }
  @media only screen and (max-width: 479px) {
    .akis-card > table > tbody > tr > td { padding-left: 4px !important; padding-right: 4px !important; }
  }`

/** What goes around the blocks; all of it Liquid. */
export interface Frame {
  title: string
  preheader: string
  /** BCP 47, of the page's `lang`. */
  lang: string
}

/** The MJML of an e-mail. Liquid inside it is marked by `liquid`, to be restored after compilation. */
export function emailMarkup(blocks: readonly Block[], frame: Frame, liquid: ProtectedLiquid): string {
  const body = blocks.filter((block) => block.kind !== 'footer')
  const footers = blocks.filter((block) => block.kind === 'footer')
  const preheader = frame.preheader
    ? `<mj-preview>${text(frame.preheader, liquid)}${'&#847;&zwnj;&nbsp;'.repeat(40)}</mj-preview>`
    : ''
  return `<mjml lang="${escapeHtml(frame.lang)}"><mj-head>
<mj-title>${text(frame.title, liquid)}</mj-title>${preheader}
<mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /><meta name="format-detection" content="telephone=no, date=no, address=no" /></mj-raw>
<mj-attributes><mj-all font-family="${FONT}" /><mj-text color="${INK}" font-size="16px" line-height="1.6" padding="8px 24px" /></mj-attributes>
<mj-style>${STYLE}</mj-style></mj-head>
<mj-body background-color="#f5f5f3" width="600px" css-class="akis-page">
<mj-section padding="12px 0" />
<mj-section css-class="akis-card" background-color="#ffffff" border-radius="8px" padding="24px 16px"><mj-column>
${body.map((block) => blockMarkup(block, liquid)).join('\n')}
</mj-column></mj-section>
<mj-section padding="16px"><mj-column>
${footers.map((block) => blockMarkup(block, liquid)).join('\n')}
</mj-column></mj-section></mj-body></mjml>`
}

const text = (value: string, liquid: ProtectedLiquid): string => escapeHtml(liquid.take(value))
const inline = (value: string, liquid: ProtectedLiquid): string => inlineHtml(liquid.take(value))

type OfKind<K extends BlockKind> = Extract<Block, { kind: K }>

function blockMarkup(block: Block, liquid: ProtectedLiquid): string {
  switch (block.kind) {
    case 'heading':
      return headingMarkup(block, liquid)
    case 'text':
      return `<mj-text css-class="akis-text" align="${block.align ?? 'left'}">${inline(block.text, liquid)}</mj-text>`
    case 'button':
      return `<mj-button href="${text(block.url, liquid)}" align="${block.align ?? 'left'}" background-color="${ACCENT}" color="#ffffff" border-radius="8px" font-size="16px" font-weight="600" inner-padding="13px 26px" padding="16px 24px">${text(block.label, liquid)}</mj-button>`
    case 'image':
      return imageMarkup(block, liquid)
    case 'items':
      return itemsMarkup(block, liquid)
    case 'divider':
      return `<mj-divider css-class="akis-rule" border-width="1px" border-color="${LINE}" padding="16px 24px" />`
    case 'footer':
      return `<mj-text css-class="akis-footer" align="center" color="${MUTED}" font-size="13px" padding="4px 24px">${inline(block.text, liquid)}</mj-text>`
    default:
      return assertNever(block)
  }
}

function headingMarkup(
  { text: words, level = 1, align = 'left' }: OfKind<'heading'>,
  liquid: ProtectedLiquid,
): string {
  const style = `margin:0;font-size:${HEADING_SIZE[level]};line-height:1.25;font-weight:650;letter-spacing:-0.01em;`
  return `<mj-text css-class="akis-text" align="${align}" padding="12px 24px 8px"><h${level} style="${style}">${inline(words, liquid)}</h${level}></mj-text>`
}

function imageMarkup({ src, alt, url, width }: OfKind<'image'>, liquid: ProtectedLiquid): string {
  const href = url ? ` href="${text(url, liquid)}"` : ''
  const size = width ? ` width="${Math.min(width, 520)}px"` : ''
  return `<mj-image src="${text(src, liquid)}" alt="${text(alt, liquid)}"${href}${size} border-radius="6px" padding="8px 24px" />`
}

/** Where a list of products stands, such as `event.items`; null where the path is no path. */
export function itemsPath(from: string): string | null {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*|\.\d+)*$/.test(from.trim()) ? from.trim() : null
}

const ITEM_NAME = '{{ item.name | default: item.title | default: item.product_name | default: item.sku }}'
const ITEM_PRICE = '{{ item.price | money: item.currency }}'

function itemsMarkup({ from, limit = ITEMS_LIMIT }: OfKind<'items'>, liquid: ProtectedLiquid): string {
  const path = itemsPath(from)
  if (path === null) return ''
  const put = (tag: string) => liquid.mark(tag)
  const cell = `padding:12px 0;border-bottom:1px solid ${LINE};`
  return `<mj-table css-class="akis-items" padding="8px 24px" font-size="15px" line-height="1.45">
${put(`{% for item in ${path} limit: ${limit} %}{% assign picture = item.image | default: item.image_url %}{% assign target = item.url | default: item.link | default: item.product_url %}`)}<tr class="akis-item">
${put('{% if picture %}')}<td width="76" style="${cell}"><img src="${put('{{ picture }}')}" alt="" width="64" style="width:64px;border-radius:6px;display:block;" /></td>${put('{% endif %}')}
<td style="${cell}">${put('{% if target %}')}<a href="${put('{{ target }}')}" class="akis-item-name" style="color:${INK};text-decoration:none;font-weight:600;">${put(ITEM_NAME)}</a>${put('{% else %}')}<span class="akis-item-name" style="color:${INK};font-weight:600;">${put(ITEM_NAME)}</span>${put('{% endif %}')}${put('{% if item.quantity %}')}<br /><span class="akis-muted" style="color:${MUTED};font-size:13px;">× ${put('{{ item.quantity }}')}</span>${put('{% endif %}')}</td>
<td align="right" class="akis-item-price" style="${cell}color:${INK};white-space:nowrap;">${put(ITEM_PRICE)}</td>
</tr>${put('{% endfor %}')}
</mj-table>`
}

/** The e-mail as plain text with Liquid marked; link targets are marked for tracking. */
export function emailText(blocks: readonly Block[], liquid: ProtectedLiquid): string {
  const part = (block: Block) => blockText(block, liquid)
  const body = blocks.filter((block) => block.kind !== 'footer').map(part)
  const footers = blocks.filter((block) => block.kind === 'footer').map(part)
  return [...body, ...(footers.length > 0 ? ['--', ...footers] : [])]
    .filter((words) => words !== '')
    .join('\n\n')
}

function blockText(block: Block, liquid: ProtectedLiquid): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'footer':
      return inlineText(liquid.take(block.text))
    case 'button':
      return `${liquid.take(block.label)}: ${linkMark(liquid.take(block.url))}`
    case 'image':
      return block.url && block.alt ? `${liquid.take(block.alt)}: ${linkMark(liquid.take(block.url))}` : ''
    case 'items':
      return itemsText(block, liquid)
    case 'divider':
      return '- - -'
    default:
      return assertNever(block)
  }
}

function itemsText({ from, limit = ITEMS_LIMIT }: OfKind<'items'>, liquid: ProtectedLiquid): string {
  const path = itemsPath(from)
  if (path === null) return ''
  const amount = '{% if item.quantity %} × {{ item.quantity }}{% endif %}'
  const price = `{% if item.price %}, ${ITEM_PRICE}{% endif %}`
  return liquid.mark(`{% for item in ${path} limit: ${limit} %}- ${ITEM_NAME}${amount}${price}\n{% endfor %}`)
}
