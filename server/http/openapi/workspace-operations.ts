import type { Operation } from './operation.ts'

const SENDING = {
  quietHours: { from: '21:00', to: '09:00' },
  smartSending: { email: 16, sms: 24, push: 24, whatsapp: 24 },
  frequencyCaps: [{ channel: null, messages: 3, per: { amount: 7, unit: 'days' } }],
}

/** The shop's own settings. */
export const WORKSPACE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/workspace',
    tag: 'Workspace',
    summary: 'The shop’s settings',
    scope: 'read',
    status: 200,
    answerExample: {
      id: '01a20615-a6b3-72f7-8ce7-00b138f4fee6',
      name: 'Kumru',
      timeZone: 'Europe/Istanbul',
      locale: 'tr',
      currency: 'TRY',
      country: 'TR',
      consentRule: 'implied',
      ...SENDING,
    },
  },
  {
    method: 'patch',
    path: '/workspace',
    tag: 'Workspace',
    summary: 'Change the shop’s settings',
    scope: 'write',
    body: 'WorkspaceChange',
    example: SENDING,
    status: 200,
    description:
      'What is absent stays. `quietHours` (in each person’s own time zone) holds back marketing SMS and push, null ends it. `smartSending` are the hours in which a person gets at most one marketing message of a channel, 0 for no such rule. `frequencyCaps` count over all flows and campaigns; `channel` null counts every channel together.\n\nOwners and admins change these in the studio; API keys may only read them.',
  },
]
