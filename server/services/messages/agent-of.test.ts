import { describe, expect, test } from 'vitest'
import { agentOfClick, agentOfOpen, isPrefetch } from './agent-of.ts'

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

describe('opens', () => {
  test.each([
    [CHROME, 'person'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'person'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.1.0', 'person'],
    ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)', 'person'],
    ['Mozilla/5.0', 'proxy'],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'proxy'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'proxy'],
    ['Barracuda Sentinel (EE)', 'bot'],
    ['curl/8.1', 'bot'],
    ['', 'bot'],
    [undefined, 'bot'],
  ])('%s: %s', (userAgent, agent) => {
    expect(agentOfOpen(userAgent)).toBe(agent)
  })
})

describe('clicks', () => {
  test.each([
    [CHROME, 'person'],
    [CHROME.replace('Chrome', 'HeadlessChrome'), 'person'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1)', 'bot'],
    ['python-requests/2.32', 'bot'],
    [undefined, 'bot'],
  ])('%s: %s', (userAgent, agent) => {
    expect(agentOfClick(userAgent)).toBe(agent)
  })
})

test('what a browser fetches ahead is no visit', () => {
  expect(isPrefetch({ 'sec-purpose': 'prefetch;prerender' })).toBe(true)
  expect(isPrefetch({ purpose: 'prefetch' })).toBe(true)
  expect(isPrefetch({})).toBe(false)
})
