import { assertNever } from '../assert-never.ts'
import { MESSAGE_CHANNELS, type MessageChannel } from '../sending/sending-settings.ts'
import type { FlowNode, NodeKind } from './flow.ts'

/** A step that writes to a person; its kind is the channel. */
export type MessageNode = FlowNode<MessageChannel>

/** Whether steps of this kind write to a person. */
export const isMessageKind = (kind: NodeKind | string | undefined): kind is MessageChannel =>
  MESSAGE_CHANNELS.includes(kind as MessageChannel)

/** Whether a step writes to a person. */
export const isMessageNode = (node: FlowNode | null | undefined): node is MessageNode =>
  isMessageKind(node?.kind)

/** Whether it is told that messages of a kind of step were opened: nobody says so of an SMS. */
export const tellsOpens = (kind: NodeKind | string): boolean => isMessageKind(kind) && kind !== 'sms'

/** What a message step is called by: the words that its author knows it by. */
export function messageTitle(node: MessageNode): string {
  switch (node.kind) {
    case 'email':
      return node.config.subject
    case 'sms':
      return node.config.text
    case 'push':
      return node.config.title
    case 'whatsapp':
      return node.config.template.name
    default:
      return assertNever(node)
  }
}
