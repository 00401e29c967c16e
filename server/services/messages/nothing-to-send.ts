import { TemplateError } from '#flows/content/liquid.ts'

/** A message that came out without what makes it one, as a fault of its template. */
export const nothing = (message: string) => new TemplateError({ message, line: 1, column: 1 })
