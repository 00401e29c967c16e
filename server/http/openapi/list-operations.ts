import { ListLists } from '../../services/lists/list-lists.ts'
import { ListMembers } from '../../services/profiles/group-members.ts'
import type { Operation } from './operation.ts'

const MEMBERS = { profiles: [{ email: 'ayse@example.com' }, { external_id: 'c-1002' }] }

/** Lists and who is on them. */
export const LIST_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/lists',
    tag: 'Lists',
    summary: 'Lists',
    scope: 'read',
    query: ListLists,
    status: 200,
  },
  {
    method: 'post',
    path: '/lists',
    tag: 'Lists',
    summary: 'Make a list',
    scope: 'write',
    body: 'CreateList',
    example: { name: 'VIP' },
    status: 201,
  },
  { method: 'get', path: '/lists/{id}', tag: 'Lists', summary: 'One list', scope: 'read', status: 200 },
  {
    method: 'patch',
    path: '/lists/{id}',
    tag: 'Lists',
    summary: 'Rename a list',
    scope: 'write',
    body: 'CreateList',
    example: { name: 'VIP 2027' },
    status: 200,
  },
  {
    method: 'delete',
    path: '/lists/{id}',
    tag: 'Lists',
    summary: 'End a list',
    scope: 'write',
    status: 204,
    description: 'The people stay.',
  },
  {
    method: 'get',
    path: '/lists/{id}/members',
    tag: 'Lists',
    summary: 'Who is on a list',
    scope: 'read',
    query: ListMembers,
    status: 200,
  },
  {
    method: 'post',
    path: '/lists/{id}/members',
    tag: 'Lists',
    summary: 'Put people on a list',
    scope: 'write',
    body: 'ChangeMembers',
    example: MEMBERS,
    status: 200,
    answerExample: { added: 2 },
    description:
      'By id or by one identifier, up to 1,000. Starts the flows that wait for the list; who is on it already stays.',
  },
  {
    method: 'delete',
    path: '/lists/{id}/members',
    tag: 'Lists',
    summary: 'Take people off a list',
    scope: 'write',
    body: 'ChangeMembers',
    example: MEMBERS,
    status: 200,
    answerExample: { removed: 2 },
  },
]
