import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is derived from the installation's one secret. */
export interface Secrets {
  /** Encrypts (AES-256-GCM) for keeping in the database. */
  seal: (text: string) => string
  /** The text of a sealed value; throws when it was sealed with another secret or changed. */
  open: (sealed: string) => string
  /** HMAC-SHA-256 of a text, base64url. */
  sign: (text: string) => string
  /** Whether a signature is of this text and ours; takes the same time for every wrong one. */
  verify: (text: string, signature: string) => boolean
  /** For the sign-in library, which signs its own cookies. */
  authSecret: string
}

const FORMAT = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Separate keys for each use, by HKDF (RFC 5869), so that a signature never helps against a seal. */
export function secretsFrom(secret: string): Secrets {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'akis', use, 32))
  const sealKey = derive('seal')
  const signKey = derive('sign')
  const hmac = (text: string) => createHmac('sha256', signKey).update(text).digest()

  return {
    seal: (text) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${FORMAT}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open: (sealed) => {
      const [format, payload = ''] = sealed.split('.')
      const bytes = Buffer.from(payload, 'base64url')
      if (format !== FORMAT || bytes.length < IV_BYTES + TAG_BYTES) {
        throw new Error('This sealed value has an unknown format.')
      }
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      try {
        const body = bytes.subarray(IV_BYTES + TAG_BYTES)
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
      } catch {
        throw new Error(
          "This value was sealed with another secret: AKIS_SECRET or the data folder's key changed.",
        )
      }
    },
    sign: (text) => hmac(text).toString('base64url'),
    verify: (text, signature) => {
      const given = Buffer.from(signature, 'base64url')
      const right = hmac(text)
      return given.length === right.length && timingSafeEqual(given, right)
    },
    authSecret: derive('auth').toString('base64url'),
  }
}

/** The secrets of this installation: from AKIS_SECRET, else from a key file that the first start makes. */
export function loadSecrets({ secret, dataDir }: { secret: string | undefined; dataDir: string }): Secrets {
  return secretsFrom(secret ?? keyFile(dataDir))
}

/** Two first starts at once must agree: the key appears whole or not at all, and the first one stays. */
function keyFile(dataDir: string): string {
  const path = join(dataDir, 'secret.key')
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}
