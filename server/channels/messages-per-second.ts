import { z } from 'zod'

const emptyIsNone = (value: unknown) => (value === '' ? null : value)

/** How many messages an account may be given each second: null for any number, absent for what is usual at its provider. */
export const MessagesPerSecond = z
  .preprocess(emptyIsNone, z.union([z.null(), z.coerce.number<number | string>().min(0.1).max(1_000)]))
  .optional()
