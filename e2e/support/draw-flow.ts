import { expect, type Locator } from '@playwright/test'
import type { Block } from '#flows/content/blocks.ts'
import type { Flow, FlowNode, Trigger } from '#flows/graph/flow.ts'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import { drawCondition } from './draw-condition.ts'
import type { Hand } from './hands.ts'
import { option, pick, select } from './pick.ts'
import { inspector, nodeIds } from './studio.ts'

/** Draws a flow on an empty canvas as a person would: its settings, its trigger, its steps from the top down. */
export async function drawFlow(hand: Hand, flow: Flow): Promise<void> {
  await rename(hand, flow.name)
  await hand.press(hand.page.locator('.react-flow__node-trigger'))
  await drawTrigger(hand, flow.trigger)
  await drawSettings(hand, flow)
  const messages: string[] = []
  const drawFrom = async (from: string, drawn: string): Promise<void> => {
    for (const edge of flow.edges.filter((one) => one.from === from)) {
      const node = flow.nodes.find(({ id }) => id === edge.to)!
      const id = await addStep(hand, edge.branch ? `${drawn}-${edge.branch}` : drawn, node.kind)
      await drawStep(hand, node, messages)
      await hand.leaveForm()
      if (node.kind === 'email' || node.kind === 'sms') messages.push(node.id)
      await drawFrom(node.id, id)
    }
  }
  await drawFrom(TRIGGER_ID, TRIGGER_ID)
}

async function rename(hand: Hand, name: string): Promise<void> {
  await hand.press(hand.page.getByRole('button', { name: /^Rename/ }))
  await hand.write(hand.page.getByRole('textbox', { name: 'Name of the flow' }), name)
  await hand.page.keyboard.press('Enter')
}

async function addStep(hand: Hand, spot: string, kind: FlowNode['kind']): Promise<string> {
  const before = await nodeIds(hand.page)
  await hand.press(hand.page.getByTestId(`add-${spot}`).first())
  await hand.take(hand.page.getByTestId('step-menu').getByTestId(`step-${kind}`))
  await expect.poll(async () => (await nodeIds(hand.page)).length).toBe(before.length + 1)
  return (await nodeIds(hand.page)).find((id) => !before.includes(id))!
}

async function drawTrigger(hand: Hand, trigger: Trigger | null): Promise<void> {
  const panel = inspector(hand.page)
  switch (trigger?.kind) {
    case 'event':
      await hand.press(panel.getByRole('radio', { name: /When an event happens/ }))
      await pick(hand, panel.getByRole('combobox', { name: 'Event' }), trigger.event)
      if (trigger.key) await pick(hand, panel.getByRole('combobox', { name: 'Key' }), trigger.key)
      return
    case 'list':
      await hand.press(panel.getByRole('radio', { name: /When someone joins a list/ }))
      return pick(hand, panel.getByRole('combobox', { name: 'List' }), trigger.list)
    case 'date':
      await hand.press(panel.getByRole('radio', { name: /On a date/ }))
      await pick(hand, panel.getByRole('combobox', { name: 'Date' }), trigger.date)
      await select(hand, panel.getByRole('combobox', { name: 'How often' }), REPEATS[trigger.repeat])
      return hand.write(panel.getByLabel('Time of day'), trigger.time)
    default:
      throw new Error(`Nobody has drawn a trigger of this kind yet: ${trigger?.kind}`)
  }
}

const REPEATS = { once: 'Once', monthly: 'Every month', yearly: 'Every year' }
const REENTRY = {
  always: /^Every time/,
  when_idle: /^When not inside already/,
  after: /^After a while/,
  once: /^Once ever/,
}
const PRIORITIES = { low: 'Low', normal: 'Normal', high: 'High' }

async function drawSettings(hand: Hand, { settings }: Flow): Promise<void> {
  await hand.press(hand.page.getByTestId('flow-settings').filter({ visible: true }))
  const panel = inspector(hand.page)
  const { reentry, goal, profileFilter, priority } = settings
  await hand.press(panel.getByRole('radio', { name: REENTRY[reentry.mode] }))
  if (reentry.mode === 'after') await drawDuration(hand, panel, 'Not again within', reentry.every)
  if (goal) {
    await hand.press(panel.getByRole('switch', { name: 'Has a goal' }))
    await pick(hand, panel.getByRole('combobox', { name: 'Goal event' }), goal.event)
  }
  if (profileFilter)
    await drawCondition(hand, panel.getByRole('group', { name: 'Profile filter' }), profileFilter)
  if (priority !== 'normal') {
    await hand.press(
      panel.getByRole('radiogroup', { name: 'Priority' }).getByRole('radio', { name: PRIORITIES[priority] }),
    )
  }
  await hand.press(panel.getByRole('button', { name: 'Close settings' }))
}

async function drawDuration(
  hand: Hand,
  within: Locator,
  label: string,
  { amount, unit }: Duration,
): Promise<void> {
  const field = within
    .locator('[data-field]')
    .filter({ has: within.page().getByLabel(label, { exact: true }) })
    .last()
  await hand.write(field.getByLabel(label, { exact: true }), String(amount))
  await select(hand, field.getByRole('combobox', { name: 'Unit' }), unit)
}

async function drawStep(hand: Hand, node: FlowNode, messages: readonly string[]): Promise<void> {
  const panel = inspector(hand.page)
  switch (node.kind) {
    case 'delay': {
      if ('for' in node.config) return drawDuration(hand, panel, 'Wait', node.config.for)
      const { until } = node.config
      if ('date' in until) break
      await hand.press(panel.getByRole('radio', { name: 'Until a time' }))
      await hand.write(panel.getByLabel('Time of day'), until.time)
      if (until.afterDays) await hand.write(panel.getByLabel('Not before'), String(until.afterDays))
      for (const day of until.weekdays ?? []) {
        await hand.press(
          panel.getByRole('group', { name: 'On these days' }).getByRole('button', { name: DAYS[day] }),
        )
      }
      return
    }
    case 'wait': {
      if (!('event' in node.config.for)) break
      await pick(hand, panel.getByRole('combobox', { name: 'Wait for' }), node.config.for.event)
      await drawDuration(hand, panel, 'At most', node.config.atMost)
      const { restartOn } = node.config
      if (!restartOn) return
      await hand.press(panel.getByRole('switch', { name: 'Start the time again' }))
      return pick(hand, panel.getByRole('combobox', { name: 'Event that starts it again' }), restartOn.event)
    }
    case 'condition':
      return drawCondition(
        hand,
        panel.locator('[data-field="if"]').getByRole('group').first(),
        node.config.if,
        messages,
      )
    case 'email': {
      await drawMessage(hand, node.config)
      await hand.write(panel.getByLabel('Subject'), node.config.subject)
      if (node.config.preheader) await hand.write(panel.getByLabel('Preheader'), node.config.preheader)
      for (const block of ['Text', 'Heading']) {
        await hand.press(panel.getByRole('button', { name: `Delete ${block}` }).first())
      }
      for (const [index, block] of withoutClosing(node.config.blocks).entries()) {
        await drawBlock(hand, block, index)
      }
      return
    }
    case 'sms':
      await drawMessage(hand, node.config)
      return hand.write(panel.getByLabel('Text', { exact: true }), node.config.text)
    case 'list':
      return pick(hand, panel.getByRole('combobox', { name: 'List' }), node.config.list)
    case 'notify':
      return hand.write(panel.getByLabel('Text', { exact: true }), node.config.text)
    case 'exit':
      return hand.write(panel.getByLabel('Reason'), node.config.reason)
  }
  throw new Error(`Nobody has drawn a step like this yet: ${JSON.stringify(node)}`)
}

const DAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
const STATUSES = { draft: /^Draft/, manual: /^Manual/, live: /^Live/ }

async function drawMessage(
  hand: Hand,
  { status, smartSending }: { status: keyof typeof STATUSES; smartSending?: boolean | undefined },
): Promise<void> {
  const panel = inspector(hand.page)
  await select(hand, panel.getByRole('combobox', { name: 'Status' }), STATUSES[status])
  if (smartSending === false) {
    await hand.press(panel.getByRole('switch', { name: 'Skip people who got a message lately' }))
  }
}

/** What comes before the divider and the small print, which stay from the new e-mail's own blocks. */
const withoutClosing = (blocks: readonly Block[]) =>
  blocks.at(-2)?.kind === 'divider' && blocks.at(-1)?.kind === 'footer' ? blocks.slice(0, -2) : blocks

const BLOCKS: Record<Block['kind'], string> = {
  heading: 'Heading',
  text: 'Text',
  button: 'Button',
  image: 'Image',
  items: 'Products',
  divider: 'Divider',
  footer: 'Footer',
}

async function drawBlock(hand: Hand, block: Block, index: number): Promise<void> {
  const panel = inspector(hand.page)
  await hand.press(panel.getByRole('button', { name: 'Add block' }))
  await hand.take(option(hand, 'menuitem', new RegExp(`^${BLOCKS[block.kind]}`)))
  const box = panel.getByTestId(`block-${index}`)
  switch (block.kind) {
    case 'heading':
      await hand.write(box.getByLabel('Text', { exact: true }), block.text)
      if (block.level !== 1) {
        const size = block.level === 2 ? 'Medium' : 'Small'
        await hand.press(box.getByRole('radiogroup', { name: 'Size' }).getByRole('radio', { name: size }))
      }
      return
    case 'text':
    case 'footer':
      return hand.write(box.getByLabel('Text', { exact: true }), block.text)
    case 'button':
      await hand.write(box.getByLabel('Label', { exact: true }), block.label)
      return hand.write(box.getByLabel('Link', { exact: true }), block.url)
    case 'items':
      await hand.write(box.getByLabel('List of products'), block.from)
      return hand.write(box.getByLabel('At most'), String(block.limit))
    case 'divider':
      return
    case 'image':
      throw new Error('Nobody has drawn a picture yet')
  }
}
