import { createHash } from 'node:crypto'

/** What is kept of an address that must not be written to: enough to recognise it, too little to read it. */
export function addressHash(workspaceId: string, address: string): string {
  return createHash('sha256').update(`${workspaceId}:${address.trim().toLowerCase()}`).digest('hex')
}
