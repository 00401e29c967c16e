import { z } from 'zod'
import { Flow } from '#flows/graph/flow.ts'

const Properties = z.record(z.string().max(128), z.json())

/** A message step of a draft, and who it is looked at for. Without a person or an event, the shop's newest example stands in. */
export const PreviewMessage = z.object({
  graph: Flow,
  node: z.string().min(1).max(64),
  profile: z.union([z.uuid(), Properties]).optional(),
  event: z
    .object({
      event: z.string().max(128).optional(),
      properties: Properties.optional(),
      value: z.union([z.string().max(32), z.number()]).nullish(),
      currency: z.string().length(3).nullish(),
      time: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
  /** The language of values such as prices and dates, where the person names none. */
  locale: z.string().max(35).optional(),
})
export type PreviewMessage = z.output<typeof PreviewMessage>
