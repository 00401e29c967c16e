import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import type { Runtime } from '../../runtime.ts'
import { keyHash } from '../../services/keys/authenticate-key.ts'
import { createHotListener } from '../listener.ts'

/** A workspace with keys, for tests of the doors. */
export interface TestShop {
  workspaceId: string
  secretKey: string
  publicKey: string
  readKey: string
}

/** Makes a shop in Türkiye with a secret, a public and a read-only key. */
export async function testShop(sql: Sql): Promise<TestShop> {
  const workspaceId = v7()
  await sql`
    insert into workspaces (id, name, slug, created_at) values (${workspaceId}, 'Dükkân', ${workspaceId}, ${new Date()})`
  return {
    workspaceId,
    secretKey: await testKey(sql, workspaceId, ['ingest', 'read', 'write']),
    publicKey: await testKey(sql, workspaceId, ['ingest'], 'public'),
    readKey: await testKey(sql, workspaceId, ['read']),
  }
}

/** Adds a key to a workspace and returns it. */
export async function testKey(
  sql: Sql,
  workspaceId: string,
  scopes: string[],
  kind: 'secret' | 'public' = 'secret',
  revokedAt: Date | null = null,
): Promise<string> {
  const key = `${kind === 'public' ? 'pk' : 'ak'}_${randomBytes(24).toString('base64url')}`
  await sql`
    insert into api_keys (id, workspace_id, name, kind, hash, prefix, scopes, created_at, revoked_at)
    values (${v7()}, ${workspaceId}, 'test', ${kind}, ${keyHash(key)}, ${key.slice(0, 8)}, ${scopes}, ${new Date()},
      ${revokedAt})`
  return key
}

/** The hot doors on a free port of this machine. What no door takes is answered 404 without a body. */
export async function listen(runtime: Runtime): Promise<{ url: string; server: Server }> {
  const hot = createHotListener(runtime)
  const server = createServer((request, response) => {
    if (!hot(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
