import { expect, type Locator } from '@playwright/test'
import type { Condition } from '#flows/conditions/condition.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import type { Hand } from './hands.ts'
import { option, pick, select } from './pick.ts'

const GROUPS = { all: 'all of these', any: 'any of these', none: 'none of these' }
const COUNTS = {
  eq: 'exactly',
  neq: 'not',
  gt: 'more than',
  gte: 'at least',
  lt: 'fewer than',
  lte: 'at most',
}

/**
 * Builds a condition in the builder `box`, which is empty. `messages`: the message steps that are drawn already, in order,
 * for conditions that ask about one of them.
 */
export async function drawCondition(
  hand: Hand,
  box: Locator,
  condition: Condition,
  messages: readonly string[] = [],
): Promise<void> {
  const name = (['all', 'any', 'none'] as const).find((one) => one in condition)
  if (name === undefined) return drawLeaf(hand, box, condition as Leaf, messages)
  const members = (condition as Record<string, Condition[]>)[name]!
  let group = box
  if (members.length === 1) {
    const before = await box.getByRole('listitem').count()
    await add(hand, box, 'Group')
    group = box.getByRole('listitem').nth(before)
  }
  for (const member of members) await drawLeaf(hand, group, member as Leaf, messages)
  await hand.press(
    group.getByRole('radiogroup', { name: 'Match' }).first().getByRole('radio', { name: GROUPS[name] }),
  )
}

type Leaf = Extract<Condition, { kind: string }>

async function add(hand: Hand, box: Locator, what: string): Promise<void> {
  await hand.press(box.getByRole('button', { name: 'Add condition' }).first())
  await hand.take(option(hand, 'menuitem', what))
}

async function drawLeaf(hand: Hand, box: Locator, leaf: Leaf, messages: readonly string[]): Promise<void> {
  switch (leaf.kind) {
    case 'event': {
      await add(hand, box, 'Something they did or did not do')
      const part = box.getByTestId('condition-event').last()
      await pick(hand, part.getByRole('combobox', { name: 'Event' }), leaf.event)
      const { op, value } = leaf.count!
      await select(hand, part.getByRole('combobox', { name: 'How many times' }), COUNTS[op])
      await hand.write(part.getByRole('textbox', { name: 'How many times' }), String(value))
      const when = leaf.within && 'since' in leaf.within ? 'since the flow began' : 'at any time'
      return select(hand, part.getByRole('combobox', { name: 'When' }), when)
    }
    case 'property': {
      await add(hand, box, `Property of the ${leaf.of === 'event' ? 'trigger event' : 'person'}`)
      const part = box.getByTestId('condition-property').last()
      await pick(hand, part.getByRole('combobox', { name: 'Property' }), leaf.path)
      expect(leaf.op).toBe('in_last')
      await select(hand, part.getByRole('combobox', { name: 'Comparison' }), 'is in the last')
      const { amount, unit } = leaf.value as unknown as Duration
      await hand.write(part.getByLabel('Amount'), String(amount))
      return select(hand, part.getByRole('combobox', { name: 'Unit' }), unit)
    }
    case 'list': {
      await add(hand, box, 'List')
      return pick(
        hand,
        box.getByTestId('condition-list').last().getByRole('combobox', { name: 'List' }),
        leaf.list,
      )
    }
    case 'message': {
      await add(hand, box, 'A message of this flow')
      const part = box.getByTestId('condition-message').last()
      await hand.press(part.getByRole('combobox', { name: 'Message' }))
      await hand.take(hand.page.getByRole('option').nth(1 + messages.indexOf(leaf.node!)))
      return
    }
    default:
      throw new Error(`Nobody has drawn a condition like this yet: ${leaf.kind}`)
  }
}
