import { setImmediate as nextRound } from 'node:timers/promises'
import postgres from 'postgres'

/**
 * Ends a transaction where it ends. The driver (postgres.js 3.4) fails `begin` when the connection is cut or the work throws, but
 * lets what still runs in it go on: a statement that comes later would be written to a socket that is gone, which ends the process,
 * or be done outside of any transaction. Here it throws, and nothing more is sent for it. Changes and returns `sql`.
 */
export function endCutTransactions<S extends postgres.Sql>(sql: S): S {
  const begin = sql.begin.bind(sql) as (options: string, work: Work) => Promise<unknown>
  const guarded = (...args: [Work] | [string, Work]) => {
    const [options, work] = args.length === 1 ? ['', args[0]] : args
    const state: State = { over: false }
    const whole = begin(options, (tx) => untilOver(() => work(whileOpen(tx, state)), state))
    whole.catch(() => {
      state.over = true
    })
    return whole
  }
  return Object.assign(sql, { begin: guarded })
}

type Work = (tx: postgres.TransactionSql) => unknown
interface State {
  over: boolean
}

/** What the work comes to; nothing, for ever, once the connection was cut: the driver would roll back on a socket that is gone. */
function untilOver(work: () => unknown, state: State): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      if (state.over) return
      state.over = true
      how()
    }
    Promise.try(work).then(
      (result) => settle(() => resolve(result)),
      async (error) => {
        // the server ends the connection after a fatal error, and the driver tells
        if (error instanceof postgres.PostgresError && error.severity === 'FATAL') return
        if (!(error instanceof postgres.PostgresError)) await afterClosing()
        settle(() => reject(error))
      },
    )
  })
}

/** The cut itself may have failed the work: a socket tells its error in one round of the event loop, and its end as that round closes. */
async function afterClosing(): Promise<void> {
  await nextRound()
  await nextRound()
}

/** The transaction, whose statements throw once it is over. */
function whileOpen(tx: postgres.TransactionSql, state: State): postgres.TransactionSql {
  const refuse = () => {
    if (state.over) throw new Error('The transaction is over: its connection was cut, or its work has ended.')
  }
  return new Proxy(tx, {
    apply: (target, self, args) => {
      refuse()
      return Reflect.apply(target, self, args)
    },
    get: (target, name, receiver) => {
      const value = Reflect.get(target, name, receiver)
      if (name !== 'unsafe') return value
      return (...args: unknown[]) => {
        refuse()
        return value.apply(target, args)
      }
    },
  })
}
