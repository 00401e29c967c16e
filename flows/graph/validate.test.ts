import { describe, expect, it } from 'vitest'
import { FLOW_FORMAT, Flow } from './flow.ts'
import type { ProblemCode } from './problem.ts'
import { isPublishable, validate } from './validate.ts'

const email = (id: string, config = {}) => ({
  id,
  kind: 'email',
  config: {
    status: 'live',
    messageKind: 'marketing',
    subject: 'Merhaba',
    blocks: [{ kind: 'text', text: 'x' }],
    ...config,
  },
})
const delay = (id: string, amount = 1) => ({ id, kind: 'delay', config: { for: { amount, unit: 'hours' } } })
const trigger = { kind: 'event', event: 'Signed Up' }

const flow = (parts: object) => Flow.parse({ format: FLOW_FORMAT, name: 'T', trigger, ...parts })
const line = (...nodes: { id: string }[]) => ({
  nodes,
  edges: nodes.map(({ id }, i) => ({ from: i === 0 ? 'trigger' : nodes[i - 1]!.id, to: id })),
})

const push = (changes: object) => ({
  kind: 'push',
  config: {
    status: 'live',
    messageKind: 'marketing',
    title: 't',
    body: 'b',
    url: 'https://x.example',
    ...changes,
  },
})
const whatsapp = (changes: object = {}, value = '{{ profile.first_name }}') => ({
  kind: 'whatsapp',
  config: {
    status: 'live',
    messageKind: 'marketing',
    template: { name: 'cart', language: 'tr' },
    parameters: [{ in: 'body', name: '1', value }],
    ...changes,
  },
})

describe('validate', () => {
  it('finds nothing in a good flow', () => {
    expect(validate(flow(line(delay('d'), email('m'))))).toEqual([])
  })

  it('warns of events that the shop never sent, once it is known what it sends', () => {
    const odd = flow({
      ...line({
        id: 'w',
        kind: 'wait',
        config: { for: { event: 'Odd' }, atMost: { amount: 1, unit: 'hours' } },
      } as never),
      trigger: { kind: 'event', event: 'Sepete eklendi' },
      settings: { goal: { event: 'Placed Order' } },
    })
    const unknown = (seen?: Set<string>) =>
      validate(odd, seen && { events: seen }).flatMap(({ code, severity, node, field }) =>
        code === 'unknown_event' ? [[severity, node, field]] : [],
      )
    expect(unknown()).toEqual([])
    expect(unknown(new Set(['Odd']))).toEqual([['warning', 'trigger', 'event']])
    expect(unknown(new Set())).toEqual([
      ['warning', 'trigger', 'event'],
      ['warning', 'w', 'for.event'],
    ])
  })

  it.each<[ProblemCode, string | null, string | null, object]>([
    ['no_trigger', null, 'trigger', { ...line(email('m')), trigger: null, edges: [] }],
    ['no_steps', 'trigger', null, {}],
    [
      'trigger_event_missing',
      'trigger',
      'event',
      { ...line(email('m')), trigger: { kind: 'event', event: '' } },
    ],
    ['unreachable', 'x', null, { ...line(email('m')), nodes: [email('m'), email('x')] }],
    ['missing_branch', 'trigger', null, { nodes: [email('m')], edges: [] }],
    [
      'unknown_branch',
      'd',
      'edges.1.branch',
      {
        nodes: [delay('d'), email('m')],
        edges: [
          { from: 'trigger', to: 'd' },
          { from: 'd', branch: 'maybe', to: 'm' },
        ],
      },
    ],
    [
      'branch_twice',
      'd',
      'edges.2.branch',
      {
        nodes: [delay('d'), email('m'), email('n')],
        edges: [
          { from: 'trigger', to: 'd' },
          { from: 'd', to: 'm' },
          { from: 'd', to: 'n' },
        ],
      },
    ],
    [
      'cycle',
      'e',
      null,
      {
        nodes: [delay('d'), delay('e')],
        edges: [
          { from: 'trigger', to: 'd' },
          { from: 'd', to: 'e' },
          { from: 'e', to: 'd' },
        ],
      },
    ],
    [
      'unknown_node',
      'ghost',
      'edges.1.to',
      {
        ...line(email('m')),
        edges: [
          { from: 'trigger', to: 'm' },
          { from: 'm', to: 'ghost' },
        ],
      },
    ],
    ['duplicate_id', 'm', 'id', { ...line(email('m')), nodes: [email('m'), email('m')] }],
    ['delay_zero', 'd', 'for.amount', line(delay('d', 0))],
    [
      'wait_zero',
      'w',
      'atMost.amount',
      line({
        id: 'w',
        kind: 'wait',
        config: { for: { event: 'A' }, atMost: { amount: 0, unit: 'hours' } },
      } as never),
    ],
    [
      'event_missing',
      'w',
      'for.event',
      line({
        id: 'w',
        kind: 'wait',
        config: { for: { event: '' }, atMost: { amount: 1, unit: 'hours' } },
      } as never),
    ],
    [
      'key_missing',
      'w',
      'for.sameKey',
      line({
        id: 'w',
        kind: 'wait',
        config: { for: { event: 'A', sameKey: true }, atMost: { amount: 1, unit: 'hours' } },
      } as never),
    ],
    [
      'condition_empty',
      'c',
      'if',
      line({ id: 'c', kind: 'condition', config: { if: { all: [] } } } as never),
    ],
    [
      'never_matches',
      'c',
      'if.any.0.value',
      line({
        id: 'c',
        kind: 'condition',
        config: {
          if: { any: [{ kind: 'property', of: 'profile', path: 'a', op: 'between', value: [9, 1] }] },
        },
      } as never),
    ],
    ['subject_missing', 'm', 'subject', line(email('m', { subject: ' ' }))],
    ['content_missing', 'm', 'blocks', line(email('m', { blocks: [] }))],
    ['liquid_invalid', 'm', 'subject', line(email('m', { subject: '{{ profile.first_name' }))],
    [
      'url_invalid',
      'm',
      'blocks.0.url',
      line(email('m', { blocks: [{ kind: 'button', label: 'x', url: '' }] })),
    ],
    ['url_invalid', 'h', 'url', line({ id: 'h', kind: 'webhook', config: { url: 'ftp://x' } } as never)],
    [
      'text_missing',
      's',
      'text',
      line({ id: 's', kind: 'sms', config: { status: 'live', messageKind: 'marketing', text: '' } } as never),
    ],
    [
      'nothing_to_update',
      'u',
      'set',
      line({ id: 'u', kind: 'update_profile', config: { set: {} } } as never),
    ],
    [
      'field_fixed',
      'u',
      'set.email',
      line({ id: 'u', kind: 'update_profile', config: { set: { email: 'x' } } } as never),
    ],
    ['reason_missing', 'e', 'reason', line({ id: 'e', kind: 'exit', config: { reason: '' } } as never)],
  ])('%s at %s, field %s', (code, node, field, parts) => {
    const problems = validate(flow(parts))
    expect(problems).toContainEqual(expect.objectContaining({ code, node, field, severity: 'error' }))
    expect(isPublishable(problems)).toBe(false)
  })

  it('lets a whole notification and a whole WhatsApp message be published', () => {
    for (const step of [push({ url: '{{ event.cart_url }}' }), whatsapp()])
      expect(validate(flow(line({ id: 's', ...step } as never)))).toEqual([])
  })

  it('warns of a flow of drafts and of long SMS, and lets both be published', () => {
    const problems = validate(flow(line(email('m', { status: 'draft' }))))
    expect(problems.map((p) => p.code)).toEqual(['only_drafts'])
    const sms = {
      id: 's',
      kind: 'sms',
      config: { status: 'live', messageKind: 'marketing', text: 'ş'.repeat(80) },
    }
    const long = validate(flow(line(sms as never)))
    expect(long).toContainEqual(expect.objectContaining({ code: 'sms_parts', params: { parts: 2 } }))
    expect(isPublishable([...problems, ...long])).toBe(true)
  })

  it.each<[ProblemCode, { kind: string; config: unknown }, string]>([
    ['title_missing', push({ title: ' ' }), 'title'],
    ['text_missing', push({ body: '' }), 'body'],
    ['url_invalid', push({ url: '' }), 'url'],
    ['url_invalid', push({ url: 'javascript:alert(1)' }), 'url'],
    ['url_invalid', push({ icon: 'logo.png' }), 'icon'],
    ['liquid_invalid', push({ title: '{{ profile.first_name' }), 'title'],
    ['template_missing', whatsapp({ template: { name: '', language: 'tr' } }), 'template.name'],
    ['language_missing', whatsapp({ template: { name: 'x', language: '' } }), 'template.language'],
    ['parameter_missing', whatsapp({}, ' '), 'parameters.0.value'],
    ['liquid_invalid', whatsapp({}, '{{ x | nope }}'), 'parameters.0.value'],
    ['date_missing', { kind: 'delay', config: { until: { date: '' } } }, 'until.date'],
    ['branches_missing', { kind: 'split', config: { branches: [] } }, 'branches'],
    [
      'branch_id_twice',
      {
        kind: 'split',
        config: {
          branches: [
            { id: 'a', if: { kind: 'random', percent: 5 } },
            { id: 'a', if: { kind: 'random', percent: 6 } },
          ],
        },
      },
      'branches.1.id',
    ],
    [
      'condition_empty',
      { kind: 'split', config: { branches: [{ id: 'a', if: { all: [] } }] } },
      'branches.0.if',
    ],
    ['paths_missing', { kind: 'experiment', config: { paths: [{ id: 'a', weight: 100 }] } }, 'paths'],
    [
      'weights_not_100',
      {
        kind: 'experiment',
        config: {
          paths: [
            { id: 'a', weight: 50 },
            { id: 'b', weight: 40 },
          ],
        },
      },
      'paths',
    ],
    [
      'winner_without_goal',
      {
        kind: 'experiment',
        config: {
          paths: [
            { id: 'a', weight: 50 },
            { id: 'b', weight: 50 },
          ],
          winner: { metric: 'goal', after: { people: 500 } },
        },
      },
      'winner.metric',
    ],
    ['list_missing', { kind: 'list', config: { action: 'add', list: '' } }, 'list'],
    ['recipient_invalid', { kind: 'notify', config: { to: 'nobody', text: 'x' } }, 'to'],
    ['text_missing', { kind: 'notify', config: { to: 'team', text: ' ' } }, 'text'],
    ['event_missing', { kind: 'emit_event', config: { event: '', properties: {} } }, 'event'],
    [
      'liquid_invalid',
      { kind: 'emit_event', config: { event: 'X', properties: { a: '{{ oops' } } },
      'properties.a',
    ],
    ['flow_missing', { kind: 'enter_flow', config: { flow: '' } }, 'flow'],
    [
      'event_missing',
      {
        kind: 'wait',
        config: { for: { event: 'A' }, atMost: { amount: 1, unit: 'hours' }, restartOn: { event: '' } },
      },
      'restartOn.event',
    ],
    [
      'condition_empty',
      { kind: 'wait', config: { for: { condition: { all: [] } }, atMost: { amount: 1, unit: 'hours' } } },
      'for.condition',
    ],
  ])('finds %s in a step of %j', (code, step, field) => {
    const problems = validate(flow(line({ ...step, id: 'n' } as never, email('m'))))
    expect(problems).toContainEqual(expect.objectContaining({ code, node: 'n', field, severity: 'error' }))
  })

  it.each<[ProblemCode, unknown, string]>([
    ['list_missing', { kind: 'list', list: '' }, 'list'],
    ['segment_missing', { kind: 'segment', segment: '' }, 'segment'],
    ['date_missing', { kind: 'date', date: '' }, 'date'],
  ])('finds %s in a trigger', (code, trigger, field) => {
    const problems = validate(flow({ ...line(email('m')), trigger }))
    expect(problems).toContainEqual(expect.objectContaining({ code, node: 'trigger', field }))
  })

  it('lets a repeat edge lead back, and no other edge', () => {
    const nodes = [delay('d'), email('m')]
    const edges = [
      { from: 'trigger', to: 'd' },
      { from: 'd', to: 'm' },
    ]
    const back = { from: 'm', to: 'd' }
    expect(validate(flow({ nodes, edges: [...edges, { ...back, repeat: { atMost: 3 } }] }))).toEqual([])
    expect(validate(flow({ nodes, edges: [...edges, back] })).map(({ code }) => code)).toEqual(['cycle'])
    const forward = { from: 'd', to: 'm', repeat: { atMost: 3 } }
    expect(validate(flow({ nodes, edges: [...edges, forward] })).map(({ code }) => code)).toEqual([
      'repeat_forward',
    ])
  })

  it('warns of lists, segments, flows and properties that are not there, once it is known what is', () => {
    const odd = flow({
      ...line(
        { id: 'l', kind: 'list', config: { action: 'remove', list: 'Yok' } } as never,
        { id: 'e', kind: 'enter_flow', config: { flow: 'gone' } } as never,
        {
          id: 'w',
          kind: 'wait',
          config: {
            for: { condition: { any: [{ kind: 'segment', segment: 'Yok' }] } },
            atMost: { amount: 1, unit: 'hours' },
          },
        } as never,
      ),
      trigger: {
        ...trigger,
        filter: { kind: 'property', of: 'event', path: 'colour', op: 'is', value: 'red' },
      },
    })
    const known = {
      lists: new Set(['VIP']),
      segments: new Set<string>(),
      flows: new Set<string>(),
      paths: new Map([['Signed Up', new Set(['color'])]]),
    }
    const problems = validate(odd, known)
    expect(problems.map(({ code, severity, node }) => [code, severity, node])).toEqual([
      ['unknown_property', 'warning', 'trigger'],
      ['unknown_segment', 'warning', 'w'],
      ['unknown_list', 'warning', 'l'],
      ['unknown_flow', 'warning', 'e'],
    ])
  })

  it('says everything at once', () => {
    const codes = validate(
      flow({ trigger: null, nodes: [delay('d', 0), email('m', { subject: '' })], edges: [] }),
    ).map((p) => p.code)
    expect(new Set(codes)).toEqual(new Set(['no_trigger', 'delay_zero', 'subject_missing', 'unreachable']))
  })

  it('follows a chain of a thousand steps without overflowing', () => {
    expect(validate(flow(line(...Array.from({ length: 1_000 }, (_, i) => delay(`d${i}`)))))).toEqual([])
  })
})
