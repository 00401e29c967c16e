import { isbot } from 'isbot'

/** Who a request seems to come from. */
export type Agent = 'person' | 'bot' | 'proxy'

/** Mail clients that crawler lists know, though a person looks at the message in them. */
const MAIL_CLIENTS =
  /Thunderbird|Microsoft Office|MSOffice|ms-office|Microsoft Outlook|Outlook-iOS|YahooMobile|Airmail|SparkDesktop/i
/** Services that fetch every picture of every message for their users, opened or not. */
const PROXIES = /GoogleImageProxy|ggpht\.com|YahooMailProxy|DuckDuckGo-Image|EdgePrivacy/i
/** Apple's Mail Privacy Protection says nothing but this. */
const APPLE_PRIVACY = /^Mozilla\/5\.0$/

/** Who opened a message: its pictures are also fetched by privacy proxies and by scanners. */
export function agentOfOpen(userAgent: string | undefined): Agent {
  if (!userAgent) return 'bot'
  if (PROXIES.test(userAgent) || APPLE_PRIVACY.test(userAgent.trim())) return 'proxy'
  return agentOfClick(userAgent)
}

/**
 * Who followed a link, by its name alone. A browser without a window counts as a browser: scanners that use one don't say so,
 * and are recognised by following many links at once.
 */
export function agentOfClick(userAgent: string | undefined): Agent {
  if (!userAgent) return 'bot'
  if (MAIL_CLIENTS.test(userAgent)) return 'person'
  return isbot(userAgent.replace('HeadlessChrome', 'Chrome')) ? 'bot' : 'person'
}

/** A browser that fetches ahead of the person: not a visit. */
export function isPrefetch(headers: Record<string, string | string[] | undefined>): boolean {
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''} ${headers['x-moz'] ?? ''}`
  return /prefetch|prerender|preview/i.test(purpose)
}
