import { z } from 'zod'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { SCHEMAS } from './schemas.ts'

type JsonSchema = Record<string, unknown>

export interface OpenApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  security: Record<string, string[]>[]
  paths: Record<string, Record<string, unknown>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> }
}

const REFUSALS: Record<string, string> = {
  400: 'Malformed JSON, or bad UTF-8',
  401: 'No key, or one that is unknown or revoked',
  403: 'The key lacks the scope',
  404: 'There is nothing with this id in the workspace',
  409: 'It changed in the meantime, or its state does not allow this',
  413: 'Too large',
  422: 'Fields are invalid; each is named',
  429: 'Too many requests; `Retry-After` and `RateLimit-*` say when',
  503: 'The database is away or too busy; try again after `Retry-After`',
}

/** The whole API as OpenAPI 3.1, from the schemas that the routes read with. */
export function openApiDocument(publicUrl: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Akis',
      version: '1',
      description:
        'Events and profiles in, flows and reports out. Times are RFC 3339 with an offset, money is a decimal string with an ISO 4217 code, lists come in pages: `?limit=&after=`, where `after` is the `next` of the page before.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            '`ak_…` with scopes ingest, read, write; or a public `pk_…`, which only records events and profiles.',
        },
      },
    },
  }
}

function described(operation: Operation): Record<string, unknown> {
  const { method, path, tag, summary, description, scope, body, optionalBody, example, status } = operation
  const statuses = ['401', '403', ...(path.includes('{') ? ['404'] : [])]
  if (method !== 'get') statuses.push('409', '422')
  if (body) statuses.push('400', '413')
  if (scope === 'ingest') statuses.push('429')
  return {
    operationId: operationId(operation),
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    ...(scope === 'none' ? { security: [] } : { 'x-scope': scope }),
    parameters: [...pathParameters(path), ...queryParameters(operation.query)],
    ...(body
      ? { requestBody: { required: example !== undefined && !optionalBody, content: content(body, example) } }
      : {}),
    responses: {
      [status]: {
        description: 'Done',
        ...(operation.answer ? { content: content(operation.answer, operation.answerExample) } : {}),
      },
      ...(scope === 'none'
        ? {}
        : Object.fromEntries([...statuses.sort(), '503'].map((code) => [code, refusal(code)]))),
    },
  }
}

const operationId = ({ method, path }: Operation) =>
  `${method}${path.replace(/[{}]/g, '').replace(/[/-]+(\w?)/g, (_, first: string) => first.toUpperCase())}`

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const content = (name: string, example: unknown) => ({
  'application/json': { schema: reference(name), ...(example === undefined ? {} : { example }) },
})

const refusal = (status: string) => ({
  description: REFUSALS[status],
  content: { 'application/problem+json': { schema: reference('Problem') } },
})

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))

function queryParameters(query: Operation['query']) {
  if (query === undefined) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

/** Zod keeps shared and recursive parts under `__shared#/$defs`, which OpenAPI's references can't name: they get names too. */
function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  })
  const named: Record<string, JsonSchema> = {}
  for (const [id, schema] of Object.entries(schemas as Record<string, JsonSchema>)) {
    if (id === '__shared') {
      for (const [name, part] of Object.entries(schema.$defs as Record<string, JsonSchema>))
        named[partName(name)] = part
    } else named[id] = schema
  }
  const text = JSON.stringify(named, (key, value) => (isZodsOwn(key, value) ? undefined : value))
  return JSON.parse(
    text.replaceAll(
      /#\/components\/schemas\/__shared#\/\$defs\/(\w+)/g,
      (_, name: string) => `#/components/schemas/${partName(name)}`,
    ),
  )
}

const partName = (name: string) => `Part${name.replace(/^schema/, '')}`

const isZodsOwn = (key: string, value: unknown) =>
  key === '$schema' || key === '$id' || (key === 'id' && typeof value === 'string' && value in SCHEMAS)
