/** A cart of one person, as a shop sends it. */
export function cart(person: string) {
  return {
    event: 'Added to Cart',
    id: `cart-${person}`,
    profile: { email: `${person}@example.com`, external_id: `c-${person}`, first_name: 'Ayşe' },
    properties: {
      cart_id: `k-${person}`,
      cart_url: `https://shop.example.com/cart/${person}`,
      items: [
        {
          sku: 'TS-1',
          name: 'Tişört',
          quantity: 2,
          price: '249.90',
          image: 'https://shop.example.com/ts-1.jpg',
        },
      ],
    },
    value: '499.80',
    currency: 'TRY',
  }
}

/** The order that ends a cart. */
export function order(person: string) {
  return {
    event: 'Placed Order',
    id: `order-${person}`,
    profile: { email: `${person}@example.com`, external_id: `c-${person}` },
    properties: { cart_id: `k-${person}`, order_id: `o-${person}` },
    value: '499.80',
    currency: 'TRY',
  }
}
