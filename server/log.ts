import pino, { type Logger } from 'pino'

export type { Logger }

/** Fields that hold a password, a key or a cookie, wherever they stand in what is logged. */
const SECRET_FIELDS = [
  'password',
  'secret',
  'secrets',
  'token',
  'authToken',
  'apiKey',
  'authorization',
  'cookie',
  'set-cookie',
  'databaseUrl',
]

export interface LogOptions {
  level: string
  /** Which process speaks. */
  name: string
  /** 1 = standard output, 2 = standard error (commands, whose output is their answer). */
  fd?: 1 | 2
}

/** A logger of JSON lines that never writes a secret. */
export function createLog({ level, name, fd = 1 }: LogOptions): Logger {
  return pino(logOptions(level, name), pino.destination({ dest: fd, sync: true }))
}

/** Pino's options, apart so that a test can read what they write. */
export function logOptions(level: string, name: string): pino.LoggerOptions {
  return {
    level,
    base: { process: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
      censor: '[hidden]',
    },
  }
}
