import { expect, it } from 'vitest'
import type { FlowSummary } from '../api/flows.ts'
import { flowsCsv } from './flows-csv.ts'

const flow = (name: string, more: Partial<FlowSummary> = {}): FlowSummary => ({
  id: 'f1',
  name,
  status: 'live',
  updatedAt: '2026-11-22T10:00:00.000Z',
  tags: [],
  days: [],
  shape: { trigger: null, nodes: [], edges: [] },
  ...more,
})

it('writes a row for each flow, and no formula', () => {
  const flows = [
    flow('=HYPERLINK("x")', {
      tags: ['Kış', '+1'],
      triggerLabel: '@cart',
      entered: 7,
      active: 2,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
      days: [
        { day: '2026-11-20', entered: 2, revenue: [] },
        { day: '2026-11-21', entered: 3, revenue: [] },
      ],
    }),
    flow('Boş', { tags: ['-1+2'] }),
  ]
  expect(flowsCsv(flows)).toBe(
    '\uFEFFid,flow,status,tags,trigger,entered,inside,updated_at,entered_30_days,revenue_try,revenue_eur\r\n' +
      'f1,"\'=HYPERLINK(""x"")",live,"Kış, +1",\'@cart,7,2,2026-11-22T10:00:00.000Z,5,519.80,10.50\r\n' +
      "f1,Boş,live,'-1+2,,0,0,2026-11-22T10:00:00.000Z,0,0,0\r\n",
  )
})
