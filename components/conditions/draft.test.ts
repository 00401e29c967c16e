import { describe, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import { conditionOf, draftOf, replacePart } from './draft.ts'
import { operatorsFor, typeOf, valueFor } from './value-type.ts'

const ids = () => {
  let n = 0
  return () => `d${++n}`
}
const city: Condition = { kind: 'property', of: 'profile', path: 'city', op: 'is', value: 'İzmir' }
const order: Condition = {
  kind: 'event',
  event: 'Placed Order',
  within: { since: 'run' },
  sameKey: true,
  where: { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 5 },
  count: { op: 'eq', value: 0 },
}

describe('a condition as a draft', () => {
  it.each<Condition>([
    city,
    order,
    { all: [city, order] },
    { none: [city] },
    {
      all: [
        { kind: 'list', list: 'VIP', op: 'not_in' },
        { kind: 'segment', segment: 'Loyal', op: 'in' },
      ],
    },
    { kind: 'consent', channel: 'sms', messageKind: 'marketing', status: 'none' },
    { kind: 'message', node: 'n1', did: 'clicked', count: { op: 'gte', value: 1 } },
    { kind: 'random', percent: 0 },
    { any: [city, { all: [order, { none: [city, order] }] }] },
  ])('comes back as it was: %j', (condition) => {
    expect(conditionOf(draftOf(condition, ids()))).toEqual(condition)
  })
  it('nothing is nothing', () => {
    expect(conditionOf(draftOf(null, ids()))).toBeNull()
    expect(conditionOf(draftOf({ all: [] }, ids()))).toBeNull()
  })
  it('parts that are not finished do not count', () => {
    const draft = draftOf({ all: [city, order] }, ids())
    const [first] = draft.members
    const open = replacePart(draft, first!.id, { ...first!, path: '' } as typeof first & { path: string })
    expect(conditionOf(open)).toEqual(order)
    expect(conditionOf(replacePart(open, draft.members[1]!.id, null))).toBeNull()
  })
  it('operators without a value lose it', () => {
    const draft = draftOf(city, ids())
    const changed = replacePart(draft, draft.members[0]!.id, { ...draft.members[0]!, op: 'exists' } as never)
    expect(conditionOf(changed)).toEqual({ kind: 'property', of: 'profile', path: 'city', op: 'exists' })
  })
})

describe('values and operators', () => {
  it('guesses what a property holds', () => {
    expect(typeOf('value', undefined)).toBe('number')
    expect(typeOf('created_at', undefined)).toBe('date')
    expect(typeOf('items.0.price', '12.50')).toBe('number')
    expect(typeOf('cart_id', '42')).toBe('text')
    expect(typeOf('colour', 'red')).toBe('text')
    expect(typeOf('whatever', undefined)).toBe('any')
  })
  it('keeps the operator in use among those offered', () => {
    expect(operatorsFor('number', 'contains')[0]).toBe('contains')
    expect(operatorsFor('number', 'gt')).not.toContain('contains')
  })
  it('carries values over where they fit', () => {
    expect(valueFor('gt', '1000')).toBe(1000)
    expect(valueFor('gt', '12,5')).toBe(12.5)
    expect(valueFor('is', 7)).toBe('7')
    expect(valueFor('in', 'a')).toEqual(['a'])
    expect(valueFor('in_last', 'a')).toEqual({ amount: 30, unit: 'days' })
    expect(valueFor('exists', 'a')).toBeUndefined()
  })
})
