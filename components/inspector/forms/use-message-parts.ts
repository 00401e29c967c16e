'use client'

import type { ComponentProps } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import type { MessageNode } from '#flows/graph/message-node.ts'
import type { DeliveryRules } from './delivery-rules.tsx'
import type { MessageFields } from './message-fields.tsx'

type Common = Pick<MessageNode['config'], 'status' | 'messageKind' | 'smartSending' | 'strict'>

/** What the parts are told that the forms of all message steps have: state and kind, and the rules of delivery. */
export function useMessageParts<C extends FieldValues & Common>(
  node: MessageNode,
  form: UseFormReturn<C>,
): { fields: ComponentProps<typeof MessageFields>; rules: ComponentProps<typeof DeliveryRules> } {
  const common = form as unknown as UseFormReturn<Common>
  const [status, kind, smartSending, strict] = common.watch([
    'status',
    'messageKind',
    'smartSending',
    'strict',
  ])
  return {
    fields: {
      node: node.id,
      status,
      onStatus: (next) => common.setValue('status', next),
      kind,
      onKind: (next) => common.setValue('messageKind', next),
    },
    rules: {
      channel: node.kind,
      smartSending: smartSending ?? true,
      onSmartSending: (on) => common.setValue('smartSending', on ? undefined : false),
      strict: strict ?? false,
      onStrict: (on) => common.setValue('strict', on || undefined),
    },
  }
}
