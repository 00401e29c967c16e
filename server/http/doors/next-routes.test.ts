import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DOORS } from './index.ts'

const FOLDERS = {
  '/t/c/[token]': '/t/c/abc.def-_1',
  '/t/o/[file]': '/t/o/abc.def-_1.gif',
  '/t/s/[token]': '/t/s/abc.def-_1',
  '/t/u/[token]': '/t/u/abc.def-_1',
  '/t/whatsapp/[connection]': '/t/whatsapp/0197a000-0000-7000-8000-000000000001',
  '/t/twilio/[connection]': '/t/twilio/0197a000-0000-7000-8000-000000000001',
}

it('gives every door that messages lead to a route of Next, for where only Next runs', () => {
  const doors = DOORS.filter((door) => door.path.source.startsWith('^\\/t\\/'))
  expect(doors).toHaveLength(8)
  for (const door of doors) {
    const folder = Object.entries(FOLDERS).find(([, address]) => door.path.test(address))?.[0]
    const file = `app${folder}/route.ts`
    expect({ file, exists: existsSync(file) }).toEqual({ file, exists: true })
    expect(readFileSync(file, 'utf8')).toContain(`export const ${door.method} = adaptOpenDoor(`)
  }
})
