import pino from 'pino'
import { expect, test } from 'vitest'
import { logOptions } from './log.ts'

test('passwords, keys and cookies never reach the log', () => {
  const lines: string[] = []
  const log = pino(logOptions('info', 'web'), { write: (line) => lines.push(line) })
  log.info(
    { password: 'hunter2', user: { token: 'hunter2' }, req: { headers: { cookie: 'hunter2' } } },
    'hello',
  )
  log.info({ settings: { smtp: { password: 'hunter2', host: 'mail.example' } }, 'set-cookie': 'hunter2' })
  expect(lines.join('')).not.toContain('hunter2')
  expect(lines.join('')).toContain('mail.example')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', process: 'web', msg: 'hello' })
})
