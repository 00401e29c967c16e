import type { Flow } from '../graph/flow.ts'
import type { SendingSettings } from '../sending/sending-settings.ts'
import type { TraitShop } from '../traits/traits.ts'

/** What is replayed, and under which of the workspace's rules. Instants are milliseconds since 1970. */
export interface ReplaySetting {
  flow: Flow
  /** Sticky shares (hold-out, experiments) are drawn with it, so that they are those of the flow when it is live. */
  flowId: string
  /** Events before this are known and trigger nothing. */
  from: number
  /** Where the clock ends; an event or a timer at this very instant still counts. */
  until: number
  zone: string
  settings: SendingSettings
  /** Paths of experiments that have won, by node. */
  winners: ReadonlyMap<string, string>
  /** What people's traits depend on. */
  shop: TraitShop
  /** How many pieces an SMS takes for a person; 1 where it is not asked. */
  smsParts?: (node: string, scope: { profile: object; event: object }) => number
}

/** No rule of its own: everyone may be written to at any time. */
export const NO_LIMITS: SendingSettings = {
  consentRule: 'implied',
  quietHours: null,
  smartSending: { email: 0, sms: 0, push: 0, whatsapp: 0 },
  frequencyCaps: [],
}
