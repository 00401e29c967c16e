import { describe, expect, it } from 'vitest'
import { rulesInForce } from './own-rules.ts'

const workspace = {
  quietHours: { from: '21:00', to: '09:00' },
  smartSending: { email: 16, sms: 24, push: 24, whatsapp: 24 },
}

describe('rulesInForce', () => {
  it('are the workspace’s where the flow says nothing', () => {
    expect(rulesInForce(workspace, {})).toBe(workspace)
  })
  it('are the flow’s own where it has any, each for itself', () => {
    expect(rulesInForce(workspace, { quietHours: { from: '20:00', to: '10:00' } })).toEqual({
      ...workspace,
      quietHours: { from: '20:00', to: '10:00' },
    })
    expect(rulesInForce(workspace, { smartSending: { email: 0, sms: 48 } })).toEqual({
      ...workspace,
      smartSending: { email: 0, sms: 48, push: 24, whatsapp: 24 },
    })
  })
  it('are none where the flow says so', () => {
    expect(rulesInForce(workspace, { quietHours: null }).quietHours).toBeNull()
  })
})
