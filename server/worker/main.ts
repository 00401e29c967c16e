import { onceStopped } from '../process-life.ts'
import { closeRuntime, openRuntime } from '../runtime.ts'
import { startWorker } from './worker.ts'

/** The worker process: route, advance, deliver and jobs until it is told to stop. */
const runtime = await openRuntime({ name: 'worker', brief: true })
const worker = await startWorker({ runtime })
process.send?.('ready')

onceStopped(async (reason) => {
  runtime.log.debug({ reason }, 'worker stops')
  await worker.stop()
  await closeRuntime()
})
