export const FORMAT = 'akis.flow/1'

export const email = (id: string) => ({
  id,
  kind: 'email',
  config: {
    status: 'live',
    messageKind: 'marketing',
    smartSending: false,
    subject: "{{ profile.first_name | default: 'Merhaba' }}, sepetinizi sakladık",
    blocks: [
      { kind: 'heading', text: 'Sepetiniz sizi bekliyor', level: 1 },
      { kind: 'text', text: 'Dilediğiniz an kaldığınız yerden devam edebilirsiniz.' },
      { kind: 'items', from: 'event.items', limit: 6 },
      { kind: 'button', label: 'Sepetime dön', url: '{{ event.cart_url }}' },
      { kind: 'footer', text: '{{ workspace.name }} · [Abonelikten çık]({{ links.unsubscribe }})' },
    ],
  },
})

/** An e-mail at once for every cart. */
export const REMINDER_NOW = {
  format: FORMAT,
  name: 'Hemen',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [email('mail')],
  edges: [{ from: 'trigger', to: 'mail' }],
}
