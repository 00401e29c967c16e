import { expect, it } from 'vitest'
import { exampleLink } from './example-link.ts'

it('shows what a link of the flow looks like', () => {
  const utm = {
    source: 'akis',
    medium: '{{ message.channel }}',
    campaign: '{{flow.name}}',
    term: '{{ profile.city | upcase }}',
  }
  expect(exampleLink(utm, 'Sepet')).toBe(
    'https://shop.example/?utm_source=akis&utm_medium=email&utm_campaign=Sepet&utm_term=%5Bprofile.city%5D',
  )
})
