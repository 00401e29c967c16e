/**
 * Answers its starter: each message names a turn, the answer is what the turn returned. Ends when the starter is gone.
 * @param {Record<string, (args: any) => Promise<object | void>>} turns
 */
export function answerTurns(turns) {
  process.on('message', async ({ turn, ...args }) => {
    try {
      process.send({ ...(await turns[turn](args)) })
    } catch (error) {
      process.send({ error: error instanceof Error ? error.stack : String(error) })
    }
  })
  process.on('disconnect', () => process.exit())
  process.send({})
}
