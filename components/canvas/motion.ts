/** How long a move on the canvas takes, in ms: at once for those who ask for less motion. */
export function motion(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180
}
