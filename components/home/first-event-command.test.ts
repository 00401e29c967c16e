import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { EventBody } from '#flows/events/event-body.ts'
import { firstEventCommand } from './first-event-command.ts'

/** What the shell hands to the program, word by word. */
function words(command: string): string[] {
  const script = command.replace(/^curl/, `printf '%s\\0'`)
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

it.each(['ayse@example.com', "o'hara@example.com", '$(id)`id`"\\@example.com'])(
  'reaches the shell whole: %s',
  (email) => {
    const command = firstEventCommand({
      origin: 'http://localhost:3000',
      key: 'ak_1',
      email,
      currency: 'TRY',
    })
    const [url, , authorization, , , , body] = words(command)
    expect(url).toBe('http://localhost:3000/api/v1/events')
    expect(authorization).toBe('Authorization: Bearer ak_1')
    expect(JSON.parse(body ?? '')).toMatchObject({ event: 'Added to Cart', profile: { email } })
  },
)

it('sends an event the API takes', () => {
  const command = firstEventCommand({
    origin: 'http://localhost:3000',
    key: 'ak_1',
    email: 'ayse@example.com',
    currency: 'TRY',
  })
  expect(EventBody.safeParse(JSON.parse(words(command).at(-1) ?? '')).success).toBe(true)
})
