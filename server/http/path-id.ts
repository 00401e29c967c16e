import { AppError } from '../services/app-error.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The id in a route's path. What is not a UUID names nothing: `not_found`. */
export function pathId(params: Record<string, string>, name = 'id'): string {
  const id = params[name]
  if (id === undefined || !UUID.test(id)) throw new AppError('not_found', 'There is nothing with this id.')
  return id.toLowerCase()
}
