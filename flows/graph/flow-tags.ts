import { z } from 'zod'
import { foldText } from '../conditions/compare.ts'

export const LONGEST_TAG = 40
export const MOST_TAGS = 20

/** One tag as it is kept: composed letters (NFC), single spaces, nothing around it. */
export const FlowTag = z
  .string()
  .overwrite((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .min(1)
  .max(LONGEST_TAG)

/** What a flow is filed under. The same tag twice is refused, in whatever letters it is written. */
export const FlowTags = z
  .array(FlowTag)
  .max(MOST_TAGS)
  .superRefine((tags, refused) => {
    for (const [index, tag] of tags.entries()) {
      if (tags.findIndex((other) => sameTag(other, tag)) === index) continue
      refused.addIssue({ code: 'custom', path: [index], message: `“${tag}” is among the tags twice` })
    }
  })
export type FlowTags = z.infer<typeof FlowTags>

/** Whether two tags are one: capitals don't matter, nor the dots of i and ı, which both languages write in their own way. */
export const sameTag = (a: string, b: string): boolean => foldText(a) === foldText(b)

/** Whether a tag is among others. */
export const hasTag = (tags: readonly string[], tag: string): boolean =>
  tags.some((other) => sameTag(other, tag))
