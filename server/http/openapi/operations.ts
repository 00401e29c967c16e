import { FLOW_OPERATIONS } from './flow-operations.ts'
import { JOB_OPERATIONS } from './job-operations.ts'
import { LIST_OPERATIONS } from './list-operations.ts'
import { MESSAGE_OPERATIONS } from './message-operations.ts'
import type { Operation } from './operation.ts'
import { PEOPLE_OPERATIONS } from './people-operations.ts'
import { SEGMENT_OPERATIONS } from './segment-operations.ts'
import { WORKSPACE_OPERATIONS } from './workspace-operations.ts'

/** Every route, in the order of the documentation. */
export const OPERATIONS: readonly Operation[] = [
  ...PEOPLE_OPERATIONS,
  ...LIST_OPERATIONS,
  ...SEGMENT_OPERATIONS,
  ...FLOW_OPERATIONS,
  ...JOB_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...WORKSPACE_OPERATIONS,
]
