import type { OpenApiDocument } from './document.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

type Schema = Record<string, unknown>

/** The API's documentation as one page of plain HTML: no script, nothing from another server. */
export function apiPage(document: OpenApiDocument): string {
  const base = document.servers[0]?.url ?? ''
  const tags = [...new Set(OPERATIONS.map(({ tag }) => tag))]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Akis API</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Routes">
<p class="brand">Akis API</p>
${tags.map((tag) => navGroup(tag)).join('\n')}
<h2>Reference</h2>
<ul><li><a href="#errors">Errors</a></li><li><a href="#schemas">Schemas</a></li><li><a href="/api/openapi.json">OpenAPI 3.1</a></li></ul>
</nav>
<main>
<h1>API</h1>
<p>${inline(document.info.description)}</p>
<p>Base address <code>${escaped(base)}</code>. Send a key as <code>Authorization: Bearer ak_…</code>; keys are made in the studio under Settings, or with <code>npm run -s akis -- keys create --scopes ingest,read,write</code>.</p>
<pre>${escaped(curl(base))}</pre>
${tags
  .map(
    (tag) =>
      `<h2>${tag}</h2>\n${OPERATIONS.filter((o) => o.tag === tag)
        .map(section)
        .join('\n')}`,
  )
  .join('\n')}
${errors()}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(schemaSection).join('\n')}
</main>
</body>
</html>`
}

const anchor = ({ method, path }: Operation) => `${method}${path.replace(/[^\w]+/g, '-')}`

function navGroup(tag: string): string {
  const links = OPERATIONS.filter((operation) => operation.tag === tag)
    .map((one) => `<li><a href="#${anchor(one)}">${escaped(one.summary)}</a></li>`)
    .join('')
  return `<h2>${tag}</h2><ul>${links}</ul>`
}

function section(operation: Operation): string {
  const { method, path, summary, description, scope, body, example, status, answerExample, query } = operation
  const queries = query ? Object.keys(query.shape) : []
  return `<section id="${anchor(operation)}">
<h3>${escaped(summary)}</h3>
<p class="route"><b class="${method}">${method.toUpperCase()}</b> <code>${escaped(path)}</code>${scope === 'none' ? '' : ` <span>scope ${scope}</span>`}</p>
${(description ?? '')
  .split('\n\n')
  .filter(Boolean)
  .map((text) => `<p>${inline(text)}</p>`)
  .join('\n')}
${queries.length > 0 ? `<p>Query: ${queries.map((name) => `<code>${name}</code>`).join(', ')}</p>` : ''}
${body ? `<p>Body: <a href="#schema-${body}">${body}</a></p>` : ''}
${example === undefined ? '' : `<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`}
<p>Answers <b>${status}</b>${answerExample === undefined ? '.' : ':'}</p>
${answerExample === undefined ? '' : `<pre>${escaped(JSON.stringify(answerExample, null, 2))}</pre>`}
</section>`
}

function errors(): string {
  const example = {
    type: '/docs/api#errors',
    title: 'Invalid request',
    status: 422,
    code: 'invalid',
    detail: 'The event has invalid fields.',
    errors: [{ pointer: '/profile/email', code: 'invalid_email', message: 'must be an e-mail address' }],
  }
  return `<h2 id="errors">Errors</h2>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>, and <code>errors</code> names every bad field at once. 400 malformed, 401 no or unknown key, 403 not allowed, 404 not found, 409 conflict, 413 too large, 415 unsupported media type, 422 invalid, 429 too many requests, 503 try again after <code>Retry-After</code>.</p>
<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`
}

function schemaSection([name, schema]: [string, Schema]): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const required = new Set((schema.required ?? []) as string[])
  const rows = properties.map(
    ([field, of]) =>
      `<tr><td><code>${escaped(field)}</code>${required.has(field) ? ' <em>required</em>' : ''}</td><td>${typeOf(of)}</td><td>${inline(String(of.description ?? ''))}</td></tr>`,
  )
  const fields =
    rows.length > 0
      ? `<table><tr><th>Field</th><th>Type</th><th></th></tr>${rows.join('')}</table>`
      : `<p>${typeOf(schema)}</p>`
  return `<section id="schema-${name}"><h3>${name}</h3>
${schema.description ? `<p>${inline(String(schema.description))}</p>` : ''}
${fields}
<details><summary>JSON Schema</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details></section>`
}

function typeOf(schema: Schema): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1)!
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (Array.isArray(schema.enum))
    return schema.enum.map((one) => `<code>${escaped(JSON.stringify(one))}</code>`).join(' ')
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) return choices.map(typeOf).join(' or ')
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Schema)}`
  return escaped([schema.type ?? 'anything'].flat().join(' or '))
}

function curl(base: string): string {
  const { example } = OPERATIONS[0]!
  return `curl ${base}/events \\
  -H 'Authorization: Bearer ak_…' -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(example)}'`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const inline = (text: string) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#e4e4e7,#2e2e33);--dim:light-dark(#5b5b66,#a1a1ab);--soft:light-dark(#f6f6f8,#1d1d21)}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template-columns:17rem minmax(0,1fr);font:16px/1.6 system-ui,sans-serif;background:light-dark(#fff,#141416);color:light-dark(#18181b,#ececf0)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem;border-right:1px solid var(--line);font-size:.875rem}
nav h2{margin:1.25rem 0 .25rem;font-size:.75rem;color:var(--dim);font-weight:600}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:.15rem 0;text-decoration:none}
.brand{font-weight:700;margin:0;font-size:1rem}
main{max-width:54rem;padding:2rem clamp(1rem,4vw,3.5rem) 6rem}
h1{font-size:2rem;margin:0 0 1rem;letter-spacing:-.02em}
main h2{margin:3rem 0 0;font-size:1.375rem}
h3{margin:0 0 .25rem;font-size:1.0625rem}
section{padding:1.5rem 0;border-bottom:1px solid var(--line)}
p{margin:.5rem 0}
a{color:light-dark(#2b4fd8,#93aaff)}
code,pre{font:.875em/1.55 ui-monospace,monospace}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:.875rem 1rem;overflow:auto}
.route span{color:var(--dim);font-size:.8125rem;margin-left:.5rem}
.route b{font-size:.75rem;border-radius:4px;padding:.1rem .4rem;background:var(--soft);border:1px solid var(--line)}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
em{color:var(--dim);font-size:.75rem}
summary{cursor:pointer;color:var(--dim);font-size:.875rem;margin-top:.5rem}
@media(max-width:48rem){body{grid-template-columns:minmax(0,1fr)}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}}
`
