import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IConfiguration } from 'dependency-cruiser'
import { afterAll, expect, test } from 'vitest'

const configuration: IConfiguration = createRequire(import.meta.url)('./.dependency-cruiser.cjs')
const forbidden = configuration.forbidden ?? []

/** For each rule one import that it must refuse, planted in an empty house. */
const PLANTED: Record<string, [from: string, to: string]> = {
  'flows-imports': ['flows/graph/a.ts', '#db/b.ts'],
  'db-imports': ['db/a.ts', '../server/b.ts'],
  'server-imports': ['server/services/a.ts', '#components/b.tsx'],
  'components-imports': ['components/a.tsx', '#server/services/b.ts'],
  'app-imports': ['app/page.tsx', '#db/client.ts'],
  'i18n-imports': ['i18n/a.ts', '#flows/b.ts'],
  'flows-run-in-a-browser': ['flows/a.ts', 'node:fs'],
  'ui-imports': ['components/ui/button.tsx', '../charts/b.tsx'],
  'services-imports': ['server/services/a/b.ts', '../../http/c.ts'],
  'channels-imports': ['server/channels/a.ts', '../services/b.ts'],
  'doors-imports': ['server/worker/a.ts', '../http/b.ts'],
  'app-calls-services-and-http': ['app/page.tsx', '#server/channels/b.ts'],
  'only-main-starts-the-worker': ['server/services/a.ts', '#server/worker/worker.ts'],
  'no-circles': ['server/a.ts', './b.ts'],
  'imports-exist': ['server/a.ts', './nowhere.ts'],
}

const house = mkdtempSync(join(tmpdir(), 'akis-house-'))
afterAll(() => rmSync(house, { recursive: true }))

test('every rule has its planted violation', () => {
  expect(Object.keys(PLANTED)).toEqual(forbidden.map(({ name }) => name))
})

test.each(Object.entries(PLANTED))('%s refuses what it should', async (rule, [from, to]) => {
  const found = await violations(rule, from, to)
  expect(found).toContain(rule)
})

test('an allowed import is allowed', async () => {
  expect(await violations('allowed', 'app/page.tsx', '#server/services/b.ts')).toEqual([])
})

async function violations(name: string, from: string, to: string): Promise<string[]> {
  const folder = join(house, name)
  const plant = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const imports = Object.fromEntries(
    ['flows', 'db', 'server', 'components', 'app', 'i18n'].map((top) => [`#${top}/*`, `./${top}/*`]),
  )
  plant('package.json', JSON.stringify({ type: 'module', imports }))
  plant(from, `import { thing } from '${to}'\nexport const other = thing\n`)
  const target = to.startsWith('#') ? to.slice(1) : join(dirname(from), to)
  const back = name === 'no-circles' ? `import { other } from './a.ts'\nexport { other }\n` : ''
  if (to !== 'node:fs' && to !== './nowhere.ts') plant(target, `${back}export const thing = 1\n`)
  const { tsConfig: _, ...rest } = configuration.options ?? {}
  const { output } = await cruise(['.'], {
    ...rest,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  })
  if (typeof output === 'string') throw new Error(output)
  return output.summary.violations.map((violation) => violation.rule.name)
}
