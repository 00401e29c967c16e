import type { HotResponse } from './door.ts'

const WORDS = {
  gone: {
    en: ['This link leads nowhere', 'It may be incomplete, or the message it belongs to is gone.'],
    tr: [
      'Bu bağlantı bir yere çıkmıyor',
      'Bağlantı eksik kopyalanmış ya da ait olduğu mesaj silinmiş olabilir.',
    ],
  },
  later: {
    en: ['One moment, please', 'We can not look this link up right now. Please try again in a minute.'],
    tr: ['Bir dakika lütfen', 'Bu bağlantıya şu anda bakamıyoruz. Lütfen birazdan yeniden deneyin.'],
  },
} as const

/** A small page for people who follow a link that can't be served, in the language their browser asks for. */
export function calmPage(what: keyof typeof WORDS, acceptLanguage: string | undefined): HotResponse {
  const lang = /^\s*tr\b/i.test(acceptLanguage ?? '') ? 'tr' : 'en'
  const [title, words] = WORDS[what][lang]
  return {
    status: what === 'gone' ? 404 : 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      ...(what === 'later' ? { 'retry-after': '10' } : {}),
    },
    body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>body{font:16px/1.6 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}main{max-width:26rem;padding:2rem}h1{font-size:1.375rem;margin:0 0 .5rem}p{margin:0;opacity:.75}</style></head><body><main><h1>${title}</h1><p>${words}</p></main></body></html>`,
  }
}
