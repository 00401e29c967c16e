'use client'

import { useSession } from '../session.tsx'
import { dayIn } from './days.ts'

/** Today on the workspace's calendar. */
export function useToday(): string {
  return dayIn(useSession().workspace.timeZone, new Date())
}
