import type { ComponentType } from 'react'
import type { NodeKind } from '#flows/graph/flow.ts'
import type { NodeFormProps } from '../node-form.ts'
import { ConditionForm } from './condition-form.tsx'
import { DelayForm } from './delay-form.tsx'
import { EmailForm } from './email-form.tsx'
import { EmitEventForm } from './emit-event-form.tsx'
import { EnterFlowForm } from './enter-flow-form.tsx'
import { ExitForm } from './exit-form.tsx'
import { ExperimentForm } from './experiment-form.tsx'
import { ListForm } from './list-form.tsx'
import { NotifyForm } from './notify-form.tsx'
import { PushForm } from './push-form.tsx'
import { SmsForm } from './sms-form.tsx'
import { SplitForm } from './split-form.tsx'
import { UpdateProfileForm } from './update-profile-form.tsx'
import { WaitForm } from './wait-form.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WhatsappForm } from './whatsapp-form.tsx'

/** The form of each kind of step. A new kind fails to compile here. */
export const NODE_FORMS = {
  delay: DelayForm,
  wait: WaitForm,
  condition: ConditionForm,
  split: SplitForm,
  experiment: ExperimentForm,
  email: EmailForm,
  sms: SmsForm,
  push: PushForm,
  whatsapp: WhatsappForm,
  webhook: WebhookForm,
  update_profile: UpdateProfileForm,
  list: ListForm,
  notify: NotifyForm,
  emit_event: EmitEventForm,
  enter_flow: EnterFlowForm,
  exit: ExitForm,
} satisfies { [K in NodeKind]: ComponentType<NodeFormProps<K>> }
