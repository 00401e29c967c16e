import {
  Heading,
  Image,
  type LucideIcon,
  MousePointerClick,
  PanelBottom,
  SeparatorHorizontal,
  ShoppingBasket,
  Text,
} from 'lucide-react'
import type { Block, BlockKind } from '#flows/content/blocks.ts'

export const BLOCK_KINDS: readonly BlockKind[] = [
  'heading',
  'text',
  'button',
  'image',
  'items',
  'divider',
  'footer',
]

export const BLOCK_ICONS: Record<BlockKind, LucideIcon> = {
  heading: Heading,
  text: Text,
  button: MousePointerClick,
  image: Image,
  items: ShoppingBasket,
  divider: SeparatorHorizontal,
  footer: PanelBottom,
}

const STARTS: {
  [K in BlockKind]: (words: (name: 'heading' | 'text' | 'button') => string) => Extract<Block, { kind: K }>
} = {
  heading: (words) => ({ kind: 'heading', text: words('heading'), level: 1 }),
  text: (words) => ({ kind: 'text', text: words('text') }),
  button: (words) => ({ kind: 'button', label: words('button'), url: '' }),
  image: () => ({ kind: 'image', src: '', alt: '' }),
  items: () => ({ kind: 'items', from: 'event.items', limit: 6 }),
  divider: () => ({ kind: 'divider' }),
  footer: () => ({ kind: 'footer', text: '' }),
}

/** A block as it is when it has just been added. */
export function newBlock(kind: BlockKind, words: (name: 'heading' | 'text' | 'button') => string): Block {
  return STARTS[kind](words)
}
