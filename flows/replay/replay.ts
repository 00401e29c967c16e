import type { PersonHistory } from './person-history.ts'
import { PersonReplay } from './replay-person.ts'
import type { ReplaySetting } from './replay-setting.ts'
import type { ReplayObserver } from './replayed-run.ts'

/** Replays a flow over people, one after the other, so that memory holds one of them at a time. */
export function replay(
  setting: ReplaySetting,
  people: Iterable<PersonHistory>,
  observer: ReplayObserver,
): void {
  for (const history of people) new PersonReplay(setting, history, observer).play()
}
