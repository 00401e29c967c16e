import type { Page } from '@playwright/test'

/** The part of React's own records that is read here. */
interface Fiber {
  tag: number
  flags: number
  memoizedProps: Record<string, unknown> | null
  child: Fiber | null
  sibling: Fiber | null
  return: Fiber | null
}

/** Counts how often React draws each card of the canvas anew, from the next page on: by the hook that it offers to its developer tools. */
export async function countRenders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const HOST = 5
    const PERFORMED_WORK = 1
    const counts: Record<string, number> = {}
    const last = new Map<string, Fiber>()
    const visit = (fiber: Fiber | null): void => {
      for (let at = fiber; at !== null; at = at.sibling) {
        const id = at.tag === HOST ? at.memoizedProps?.['data-testid'] : undefined
        if (typeof id === 'string' && id.startsWith('node-') && at.return) {
          // what was not drawn anew keeps its record from the commit before
          const isNew = last.get(id) !== at.return
          if (isNew && (at.return.flags & PERFORMED_WORK) !== 0) counts[id] = (counts[id] ?? 0) + 1
          last.set(id, at.return)
        } else visit(at.child)
      }
    }
    Object.assign(window, {
      cardRenders: counts,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: (_: number, root: { current: Fiber }) => visit(root.current.child),
        onCommitFiberUnmount: () => {},
        onPostCommitFiberRoot: () => {},
        checkDCE: () => {},
      },
    })
  })
}

/** How often each card was drawn since the last time this was asked. */
export const takeRenders = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const { cardRenders } = window as unknown as { cardRenders: Record<string, number> }
    const taken = { ...cardRenders }
    for (const id of Object.keys(cardRenders)) delete cardRenders[id]
    return taken
  })
