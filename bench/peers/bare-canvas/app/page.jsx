import { connection } from 'next/server'
import { BareCanvas } from './bare-canvas'

/** Rendered for each request, as the studio's pages are. */
export default async function Page() {
  await connection()
  return <BareCanvas />
}
