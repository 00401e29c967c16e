import { hash } from 'node:crypto'

export const PARTS = 64

/** The distribution key of everything that belongs to a profile: 0–63, fixed for the profile's life. */
export function partOf(workspaceId: string, id: string): number {
  return Number.parseInt(hash('md5', `${workspaceId}:${id}`, 'hex').slice(0, 4), 16) % PARTS
}

/** All parts, in order. */
export const ALL_PARTS: readonly number[] = Array.from({ length: PARTS }, (_, part) => part)
