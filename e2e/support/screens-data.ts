/** A published flow whose steps all come at once, with a text that nobody can send yet. */
export const REMINDER = {
  format: 'akis.flow/1',
  name: 'Sepetini unutanlar',
  settings: { reentry: { mode: 'always' }, goal: { event: 'Placed Order', sameKey: true } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    {
      id: 'email',
      kind: 'email',
      config: {
        status: 'live',
        messageKind: 'marketing',
        subject: "{{ profile.first_name | default: 'Merhaba' }}, sepetinizi sakladık",
        preheader: 'Seçtikleriniz yerinde duruyor.',
        blocks: [
          { kind: 'heading', text: 'Sepetiniz sizi bekliyor', level: 1 },
          { kind: 'text', text: 'Dilediğiniz an kaldığınız yerden devam edebilirsiniz.' },
          { kind: 'items', from: 'event.items', limit: 6 },
          { kind: 'button', label: 'Sepetime dön', url: '{{ event.cart_url }}' },
          { kind: 'divider' },
          {
            kind: 'footer',
            text: '{{ workspace.name }} · [Abonelikten çık]({{ links.unsubscribe }})',
          },
        ],
      },
    },
    {
      id: 'dear',
      kind: 'condition',
      config: { if: { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 1000 } },
    },
    {
      id: 'sms',
      kind: 'sms',
      config: {
        status: 'live',
        messageKind: 'marketing',
        text: '{{ profile.first_name }}, sepetiniz sizi bekliyor: {{ event.value | money }}',
      },
    },
    { id: 'delay', kind: 'delay', config: { for: { amount: 3, unit: 'days' } } },
    { id: 'exit', kind: 'exit', config: { reason: 'Ucuz sepet' } },
  ],
  edges: [
    { from: 'trigger', to: 'email' },
    { from: 'email', to: 'dear' },
    { from: 'dear', branch: 'yes', to: 'sms' },
    { from: 'sms', to: 'delay' },
    { from: 'dear', branch: 'no', to: 'exit' },
  ],
}

/** A draft with a step of every kind. */
export const EVERY_KIND = {
  format: 'akis.flow/1',
  name: 'Her türden bir adım: uzun adı olan, değerli sepetler için hatırlatma akışı',
  settings: {
    reentry: { mode: 'after', every: { amount: 2, unit: 'weeks' } },
    goal: { event: 'Placed Order', sameKey: true },
    holdoutPercent: 10,
  },
  trigger: {
    kind: 'event',
    event: 'Added to Cart',
    key: 'cart_id',
    filter: { kind: 'property', of: 'event', path: 'value', op: 'gte', value: 250 },
  },
  nodes: [
    { id: 'delay', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } },
    {
      id: 'wait',
      kind: 'wait',
      config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 2, unit: 'hours' } },
    },
    {
      id: 'condition',
      kind: 'condition',
      config: {
        if: {
          all: [
            { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 1000 },
            {
              kind: 'event',
              event: 'Placed Order',
              count: { op: 'gte', value: 2 },
              within: { last: { amount: 30, unit: 'days' } },
            },
          ],
        },
      },
    },
    { ...REMINDER.nodes[0]!, id: 'email' },
    { ...REMINDER.nodes[2]!, id: 'sms' },
    {
      id: 'webhook',
      kind: 'webhook',
      config: { url: 'https://crm.example.com/sepetler', headers: { 'X-Kaynak': 'akis' } },
    },
    { id: 'update', kind: 'update_profile', config: { set: { segment: 'sepet' }, unset: ['eski_etiket'] } },
    { id: 'exit', kind: 'exit', config: { reason: 'Bu sepet satın alındı' } },
  ],
  edges: [
    { from: 'trigger', to: 'delay' },
    { from: 'delay', to: 'wait' },
    { from: 'wait', branch: 'happened', to: 'exit' },
    { from: 'wait', branch: 'timed_out', to: 'condition' },
    { from: 'condition', branch: 'yes', to: 'email' },
    { from: 'condition', branch: 'no', to: 'sms' },
    { from: 'email', to: 'webhook' },
    { from: 'webhook', branch: 'succeeded', to: 'update' },
  ],
}

const VALUE_OVER_1000 = { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 1000 }

/** A draft with what the one before leaves out: ways, experiments, times, lists, other flows and a way back. */
export const MORE_KINDS = {
  format: 'akis.flow/1',
  name: 'Dallar, deneyler ve geri dönüş',
  settings: { reentry: { mode: 'when_idle' }, priority: 'high', goal: { event: 'Placed Order' } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    {
      id: 'until',
      kind: 'delay',
      config: { until: { time: '09:00', afterDays: 1, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
    },
    {
      id: 'split',
      kind: 'split',
      config: {
        branches: [
          { id: 'vip', name: 'Sadık müşteriler', if: { kind: 'list', list: 'VIP', op: 'in' } },
          {
            id: 'dear',
            if: {
              all: [
                VALUE_OVER_1000,
                { kind: 'consent', channel: 'sms', messageKind: 'marketing', status: 'subscribed' },
              ],
            },
          },
        ],
      },
    },
    { id: 'list', kind: 'list', config: { action: 'add', list: 'VIP sepetler' } },
    {
      id: 'experiment',
      kind: 'experiment',
      config: {
        paths: [
          { id: 'a', name: 'Kısa metin', weight: 50 },
          { id: 'b', weight: 50 },
        ],
        winner: { metric: 'ordered', after: { people: 1_000 }, probability: 0.9 },
      },
    },
    { ...REMINDER.nodes[2]!, id: 'text' },
    {
      id: 'patience',
      kind: 'wait',
      config: {
        for: { condition: { kind: 'message', node: 'text', did: 'clicked', count: { op: 'gte', value: 1 } } },
        atMost: { amount: 2, unit: 'days' },
        restartOn: { event: 'Added to Cart', sameKey: true },
      },
    },
    {
      id: 'notify',
      kind: 'notify',
      config: {
        to: 'team',
        text: '{{ profile.first_name }} büyük bir sepet bıraktı: {{ event.value | money }}',
      },
    },
    {
      id: 'emit',
      kind: 'emit_event',
      config: { event: 'Sepet Takibi Bitti', properties: { sepet: '{{ event.cart_id }}', puan: 5 } },
    },
    { id: 'other', kind: 'enter_flow', config: { flow: '' } },
    {
      id: 'birthday',
      kind: 'delay',
      config: { until: { date: 'profile.birthday', offset: { amount: -3, unit: 'days' }, time: '10:00' } },
    },
  ],
  edges: [
    { from: 'trigger', to: 'until' },
    { from: 'until', to: 'split' },
    { from: 'split', branch: 'vip', to: 'list' },
    { from: 'split', branch: 'dear', to: 'experiment' },
    { from: 'split', branch: 'otherwise', to: 'other' },
    { from: 'list', to: 'notify' },
    { from: 'experiment', branch: 'a', to: 'text' },
    { from: 'experiment', branch: 'b', to: 'birthday' },
    { from: 'text', to: 'patience' },
    { from: 'patience', branch: 'timed_out', to: 'emit' },
    { from: 'patience', branch: 'timed_out', to: 'text', repeat: { atMost: 3 } },
  ],
}

/** A flow in which everyone waits. */
export const WAITING = {
  format: 'akis.flow/1',
  name: 'Bekleyenler',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    { id: 'dear', kind: 'condition', config: { if: { ...VALUE_OVER_1000, value: 2000 } } },
    { id: 'days', kind: 'delay', config: { for: { amount: 3, unit: 'days' } } },
    {
      id: 'order',
      kind: 'wait',
      config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 2, unit: 'days' } },
    },
  ],
  edges: [
    { from: 'trigger', to: 'dear' },
    { from: 'dear', branch: 'yes', to: 'days' },
    { from: 'dear', branch: 'no', to: 'order' },
  ],
}

/** The same with a longer delay, and without the wait. */
export const WAITING_CHANGED = {
  ...WAITING,
  nodes: [WAITING.nodes[0]!, { id: 'days', kind: 'delay', config: { for: { amount: 5, unit: 'days' } } }],
  edges: WAITING.edges.slice(0, 2),
}

/** A flow that tries two messages, each of which waits for somebody's look. */
export const EXPERIMENT = {
  format: 'akis.flow/1',
  name: 'Hangisi daha iyi?',
  settings: { reentry: { mode: 'always' }, goal: { event: 'Placed Order', sameKey: true } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    {
      id: 'experiment',
      kind: 'experiment',
      config: {
        paths: [
          { id: 'a', name: 'E-posta', weight: 50 },
          { id: 'b', name: 'Kısa mesaj', weight: 50 },
        ],
        winner: { metric: 'goal', after: { people: 1_000 }, probability: 0.95 },
      },
    },
    { ...REMINDER.nodes[0]!, config: { ...REMINDER.nodes[0]!.config, status: 'manual' } },
    { ...REMINDER.nodes[2]!, config: { ...REMINDER.nodes[2]!.config, status: 'manual' } },
  ],
  edges: [
    { from: 'trigger', to: 'experiment' },
    { from: 'experiment', branch: 'a', to: 'email' },
    { from: 'experiment', branch: 'b', to: 'sms' },
  ],
}

/** A draft that starts on a date of each person. */
export const BY_DATE = {
  format: 'akis.flow/1',
  name: 'Doğum günü kutlaması',
  trigger: {
    kind: 'date',
    date: 'profile.birthday',
    offset: { amount: -2, unit: 'days' },
    repeat: 'yearly',
    time: '10:00',
  },
  nodes: [{ ...REMINDER.nodes[0]!, id: 'email' }],
  edges: [{ from: 'trigger', to: 'email' }],
}

/** A draft that cannot be published yet. */
export const UNFINISHED = {
  format: 'akis.flow/1',
  name: 'Yarım kalan',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: '' },
  nodes: [
    {
      id: 'email',
      kind: 'email',
      config: { status: 'draft', messageKind: 'marketing', subject: '', blocks: [] },
    },
    { id: 'webhook', kind: 'webhook', config: { url: '' } },
    { id: 'sms', kind: 'sms', config: { status: 'live', messageKind: 'marketing', text: '' } },
  ],
  edges: [
    { from: 'trigger', to: 'email' },
    { from: 'email', to: 'webhook' },
    { from: 'webhook', branch: 'failed', to: 'sms' },
  ],
}

const NAMES = [
  'Zeynep Kaya',
  'Işıl Öztürk',
  'Çağrı Şahin',
  'Ömer Demir',
  'Gül Aydın',
  'İpek Güneş',
  'Umut Ünal',
  'Ece Koç',
]

/** A draft that writes to people's browsers and by WhatsApp. */
export const CHANNELS = {
  format: 'akis.flow/1',
  name: 'Bildirim ve WhatsApp',
  settings: { reentry: { mode: 'when_idle' } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    {
      id: 'push',
      kind: 'push',
      config: {
        status: 'live',
        messageKind: 'marketing',
        title: 'Sepetiniz sizi bekliyor',
        body: '{{ event.items[0].name }} hâlâ stokta, {{ profile.first_name }}.',
        url: '{{ event.cart_url }}',
      },
    },
    {
      id: 'whatsapp',
      kind: 'whatsapp',
      config: {
        status: 'live',
        messageKind: 'marketing',
        template: {
          name: 'sepet_hatirlatma',
          language: 'tr',
          body: 'Merhaba {{1}}, sepetinizde {{2}} ürün var.',
        },
        parameters: [
          { in: 'header', name: 'image', value: 'https://kumru.example/sepet.png' },
          { in: 'body', name: '1', value: '{{ profile.first_name }}' },
          { in: 'body', name: '2', value: '{{ event.items.size }}' },
        ],
      },
    },
  ],
  edges: [
    { from: 'trigger', to: 'push' },
    { from: 'push', to: 'whatsapp' },
  ],
}

/** Eight people's carts, or the orders of three of them. */
export function shopEvents(what: 'cart' | 'order') {
  return NAMES.slice(0, what === 'cart' ? 8 : 3).map((name, n) => {
    const [first_name, last_name] = name.split(' ')
    const value = `${199 + n * 337}.90`
    return {
      event: what === 'cart' ? 'Added to Cart' : 'Placed Order',
      id: `${what}-${n}`,
      profile: {
        locale: 'tr',
        email: `musteri${n}@example.com`,
        phone: `+90532111220${n}`,
        first_name,
        last_name,
      },
      properties: {
        cart_id: `k-${n}`,
        ...(what === 'cart'
          ? {
              cart_url: `https://kumru.example/sepet/k-${n}`,
              items: [{ sku: 'TS-1', name: 'Şile bezi gömlek', quantity: 1, price: value }],
            }
          : { order_id: `o-${n}` }),
      },
      value,
      currency: 'TRY',
    }
  })
}
