import { renderText, TemplateError } from '../content/liquid.ts'
import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { eventFields } from '../events/event.ts'
import { error } from '../graph/problem-of.ts'
import type { Json, JsonObject } from '../json.ts'
import type { NodeDefinition, StepContext } from './node-definition.ts'

/** Records an event of the person, as if the shop had sent it. */
export const emitEvent: NodeDefinition<'emit_event'> = {
  kind: 'emit_event',
  outputs: () => [null],
  validate: ({ id, config }, flow) => [
    ...(config.event === '' ? [error('event_missing', id, 'event')] : []),
    ...liquidProblemsIn(
      id,
      Object.fromEntries(
        Object.entries(config.properties).flatMap(([name, value]) =>
          typeof value === 'string' ? [[`properties.${name}`, value]] : [],
        ),
      ),
    ),
    ...(flow.trigger?.kind === 'event' &&
    flow.trigger.event === config.event &&
    flow.settings.reentry.mode === 'always'
      ? [error('flow_itself', id, 'event')]
      : []),
  ],
  step: (context, { id, config }) => {
    const properties = rendered(config.properties, context)
    return {
      kind: 'go',
      branch: null,
      detail: { event: config.event, properties },
      effects: [{ kind: 'emit_event', node: id, visit: context.visit, event: config.event, properties }],
    }
  },
}

/** Texts with their Liquid filled in; one that can't be is left out. */
function rendered(properties: JsonObject, { run, profile, now, zone }: StepContext): JsonObject {
  const scope = { profile, event: run.trigger ? eventFields(run.trigger) : {}, webhook: run.answers }
  const reading = { locale: 'en', currency: run.trigger?.currency ?? '', zone, now }
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]): [string, Json][] => {
      if (typeof value !== 'string') return [[name, value]]
      try {
        return [[name, renderText(value, scope, reading)]]
      } catch (problem) {
        if (problem instanceof TemplateError) return []
        throw problem
      }
    }),
  )
}
