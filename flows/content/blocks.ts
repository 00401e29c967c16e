import { z } from 'zod'

const Align = z.enum(['left', 'center', 'right'])

/** The parts an e-mail's body is made of. All strings are Liquid. */
export const Block = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    text: z.string().max(2_000),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
    align: Align.optional(),
  }),
  z.object({ kind: z.literal('text'), text: z.string().max(50_000), align: Align.optional() }),
  z.object({
    kind: z.literal('button'),
    label: z.string().max(500),
    url: z.string().max(4_000),
    align: Align.optional(),
  }),
  z.object({
    kind: z.literal('image'),
    src: z.string().max(4_000),
    alt: z.string().max(1_000),
    url: z.string().max(4_000).optional(),
    width: z.number().int().positive().max(1_200).optional(),
  }),
  z.object({
    kind: z.literal('items'),
    from: z.string().max(256),
    limit: z.number().int().positive().max(50).optional(),
  }),
  z.object({ kind: z.literal('divider') }),
  z.object({ kind: z.literal('footer'), text: z.string().max(5_000) }),
])
export type Block = z.infer<typeof Block>
export type BlockKind = Block['kind']

export const Blocks = z.array(Block).max(100)
