import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DOORS } from '../doors/index.ts'
import { openApiDocument } from './document.ts'
import { OPERATIONS } from './operations.ts'
import { apiPage } from './page.ts'

const document = openApiDocument('https://akis.test')

describe('the OpenAPI document', () => {
  it('names only routes that exist', () => {
    for (const { method, path } of OPERATIONS) {
      const file = `app/api/v1${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
      const answered =
        existsSync(file) &&
        new RegExp(`export const (?:\\{[^}]*)?\\b${method.toUpperCase()}\\b`).test(readFileSync(file, 'utf8'))
      const isDoor = DOORS.some(
        (door) => door.method === method.toUpperCase() && door.path.test(`/api/v1${path}`),
      )
      expect({ method, path, exists: answered || isDoor }).toEqual({ method, path, exists: true })
    }
  })

  it('leaves out no route of flows, profiles and events', () => {
    for (const topic of ['flows', 'profiles', 'lists', 'events', 'runs']) {
      for (const name of readdirSync(`app/api/v1/${topic}`, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('route.ts')) continue
        const path = `/${topic}/${name}`.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')
        if (path === '/flows/library') continue
        expect(Object.keys(document.paths)).toContain(path)
      }
    }
  })

  it('points at nothing that is not there', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!)
    for (const name of names) {
      expect(name).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(document.components.schemas).toHaveProperty(name.split('/').at(-1)!)
    }
    expect(names.length).toBeGreaterThan(20)
  })

  it('gives every operation an id of its own', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((one) => (one as { operationId: string }).operationId),
    )
    expect(new Set(ids).size).toBe(OPERATIONS.length)
    expect(ids).toContain('postFlowsIdPublish')
  })
})

describe('the page', () => {
  it('shows every route and loads nothing', () => {
    const page = apiPage(document)
    for (const { summary } of OPERATIONS) expect(page).toContain(summary.replaceAll('&', '&amp;'))
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!akis\.test|push\.example)/)
  })
})
