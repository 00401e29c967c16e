import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from './package.json' with { type: 'json' }

test('docs/dependencies.md says of every dependency why it is there, and of no other', () => {
  const listed = readFileSync('docs/dependencies.md', 'utf8')
    .split('\n')
    .flatMap((line) =>
      [...(/^\| (`[^|]+)\|/.exec(line)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    )
    .filter((name) => name !== '@types/*')
  const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(listed.sort()).toEqual(used.filter((name) => !name.startsWith('@types/')).sort())
})
