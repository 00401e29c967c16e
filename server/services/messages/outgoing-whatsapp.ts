import type { DueMessage } from '#db/queries/messages-due.ts'
import type { RenderedWhatsapp } from '#flows/content/render-whatsapp.ts'
import type { OutgoingWhatsapp } from '../../channels/port.ts'
import { nothing } from './nothing-to-send.ts'

interface WhatsappArgs {
  message: Pick<DueMessage, 'id'>
  to: string
  rendered: RenderedWhatsapp
  statusToken: string | null
}

/** A rendered template message. Throws TemplateError where a variable came out empty: WhatsApp takes no such message. */
export function whatsappOf({ message, to, rendered, statusToken }: WhatsappArgs): OutgoingWhatsapp {
  const { template, parameters } = rendered
  if (template.name === '') throw nothing('No template is named.')
  const empty = parameters.find(({ value }) => value === '')
  if (empty) throw nothing(`The template’s variable ${empty.name} is empty here.`)
  return { id: message.id, to, template, parameters, statusToken }
}
