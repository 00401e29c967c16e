import { v7 } from 'uuid'
import type { Tx } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import {
  addIdentifiers,
  findIdentifiers,
  IDENTIFIER_KINDS,
  type Identifier,
  identifierId,
  moveIdentifiers,
} from '#db/queries/identifiers.ts'
import { loadProfiles, type StoredProfile, writeProfiles } from '#db/queries/profiles.ts'
import type { Identifiers, ProfileChanges } from '#flows/events/accepted-event.ts'
import { mergeProfiles } from './merge-profiles.ts'

/** Somebody named by identifiers, with what is to be changed about them. */
export interface Mention {
  workspaceId: string
  identifiers: Identifiers
  changes: ProfileChanges
  /** When they were seen; null leaves `last_seen_at`. */
  seenAt: Date | null
  /** It came with a browser's public key: a known person keeps the identifiers they have. */
  public?: boolean
}

export interface Resolved {
  /** The profile as it is after this mention (later mentions don't show). */
  profile: StoredProfile
  created: boolean
}

/**
 * Finds or makes the profile of each mention, in order, merges profiles that turn out to be one person, and writes the
 * changes. Takes the locks of all profiles concerned. Throws `IdentifierTaken` when the transaction must be run again.
 */
export async function resolveProfiles(tx: Tx, mentions: Mention[], now: Date): Promise<Resolved[]> {
  const book = await Book.open(tx, mentions)
  const resolved: Resolved[] = []
  for (const mention of mentions) resolved.push(await book.resolve(mention, now))
  await book.close(now)
  for (const one of resolved) one.profile = book.survivor(one.profile)
  return resolved
}

const identifiersOf = ({ workspaceId, identifiers }: Mention): Identifier[] =>
  IDENTIFIER_KINDS.flatMap((kind) => {
    const value = identifiers[kind]
    return value === undefined ? [] : [{ workspaceId, kind, value }]
  })

/** The profiles and identifiers of one batch, while it is being worked through. */
class Book {
  private readonly tx: Tx
  private readonly owners: Map<string, string>
  private readonly profiles: Map<string, StoredProfile>
  private readonly created = new Set<string>()
  private readonly changed = new Set<string>()
  private readonly added = new Map<string, Identifier>()
  private readonly moved = new Map<string, Identifier>()
  private readonly mergedInto = new Map<string, string>()

  private constructor(tx: Tx, owners: Map<string, string>, profiles: Map<string, StoredProfile>) {
    this.tx = tx
    this.owners = owners
    this.profiles = profiles
  }

  static async open(tx: Tx, mentions: Mention[]): Promise<Book> {
    const wanted = new Map(mentions.flatMap(identifiersOf).map((i) => [identifierId(i), i]))
    const owners = await findIdentifiers(tx, [...wanted.values()])
    const refs = [...owners].map(([id, profileId]) => ({
      workspaceId: wanted.get(id)!.workspaceId,
      id: profileId,
    }))
    return new Book(tx, owners, await loadProfiles(tx, refs, true))
  }

  async resolve(mention: Mention, now: Date): Promise<Resolved> {
    const identifiers = identifiersOf(mention)
    const strong = identifiers.filter((i) => i.kind !== 'anonymous_id')
    const known = mention.public ? strong.map((i) => this.ownerOf(i)).find((owner) => owner) : undefined
    if (known) return { profile: this.change(known, { ...mention, identifiers: {} }), created: false }
    const anonymous = identifiers.find((i) => i.kind === 'anonymous_id')
    let profile = await this.bestOf(strong, now)
    const visitor = anonymous && this.ownerOf(anonymous)
    if (visitor && profile && visitor.id !== profile.id) {
      if (this.isAnonymous(visitor)) profile = await this.merge(profile, visitor, now)
    } else if (visitor && !profile && !this.contradicts(visitor, strong)) profile = visitor
    const created = profile === undefined
    profile ??= this.create(mention.workspaceId, now)
    for (const identifier of identifiers) this.attach(identifier, profile)
    return { profile: this.change(profile, mention), created }
  }

  /** The profile named by the strong identifiers; several are merged, unless two external ids stand against it. */
  private async bestOf(strong: Identifier[], now: Date): Promise<StoredProfile | undefined> {
    let best: StoredProfile | undefined
    for (const identifier of strong) {
      const owner = this.ownerOf(identifier)
      if (owner === undefined || owner.id === best?.id) continue
      const external = strong.find((i) => i.kind === 'external_id')?.value ?? best?.external_id ?? null
      if (best === undefined) {
        if (identifier.kind === 'external_id' || !differ(owner.external_id, external)) best = owner
      } else if (!differ(owner.external_id, best.external_id ?? external)) {
        const [winner, loser] = best.created_at <= owner.created_at ? [best, owner] : [owner, best]
        best = await this.merge(winner, loser, now)
      }
    }
    return best
  }

  private ownerOf(identifier: Identifier): StoredProfile | undefined {
    const id = this.owners.get(identifierId(identifier))
    return id === undefined ? undefined : this.profiles.get(this.survivorId(id))
  }

  private isAnonymous({ external_id, email, phone }: StoredProfile): boolean {
    return external_id === null && email === null && phone === null
  }

  /** A shared browser: the visitor is already somebody whose identifiers differ from these. */
  private contradicts(visitor: StoredProfile, strong: Identifier[]): boolean {
    return strong.some((i) => differ(visitor[i.kind as 'external_id' | 'email' | 'phone'], i.value))
  }

  private create(workspaceId: string, now: Date): StoredProfile {
    const id = v7({ msecs: now.getTime() })
    const profile: StoredProfile = {
      part: partOf(workspaceId, id),
      id,
      workspaceId,
      external_id: null,
      email: null,
      phone: null,
      first_name: null,
      last_name: null,
      time_zone: null,
      locale: null,
      properties: {},
      created_at: now.toISOString(),
      lastSeenAt: null,
    }
    this.profiles.set(id, profile)
    this.created.add(id)
    return profile
  }

  private attach(identifier: Identifier, profile: StoredProfile): void {
    const id = identifierId(identifier)
    const owner = this.ownerOf(identifier)
    if (owner?.id === profile.id) return
    if (owner !== undefined && identifier.kind !== 'anonymous_id') return
    if (owner !== undefined && !this.added.has(id)) this.moved.set(id, identifier)
    if (owner === undefined) this.added.set(id, identifier)
    this.owners.set(id, profile.id)
  }

  private change(profile: StoredProfile, { identifiers, changes, seenAt }: Mention): StoredProfile {
    const { properties, ...named } = changes
    const { anonymous_id: _, ...contact } = identifiers
    const next: StoredProfile = {
      ...profile,
      ...contact,
      external_id: profile.external_id ?? contact.external_id ?? null,
      ...(Object.fromEntries(
        Object.entries(named).filter(([, v]) => v !== undefined),
      ) as Partial<StoredProfile>),
      properties: properties === undefined ? profile.properties : withChanges(profile.properties, properties),
      lastSeenAt:
        seenAt !== null && (profile.lastSeenAt === null || seenAt > profile.lastSeenAt)
          ? seenAt
          : profile.lastSeenAt,
    }
    this.profiles.set(profile.id, next)
    if (!this.created.has(profile.id)) this.changed.add(profile.id)
    return next
  }

  private async merge(winner: StoredProfile, loser: StoredProfile, now: Date): Promise<StoredProfile> {
    const kept: StoredProfile = {
      ...winner,
      external_id: winner.external_id ?? loser.external_id,
      email: winner.email ?? loser.email,
      phone: winner.phone ?? loser.phone,
      first_name: winner.first_name ?? loser.first_name,
      last_name: winner.last_name ?? loser.last_name,
      time_zone: winner.time_zone ?? loser.time_zone,
      locale: winner.locale ?? loser.locale,
      properties: { ...loser.properties, ...winner.properties },
      lastSeenAt: latest(winner.lastSeenAt, loser.lastSeenAt),
    }
    this.profiles.set(winner.id, kept)
    this.mergedInto.set(loser.id, winner.id)
    if (!this.created.has(winner.id)) this.changed.add(winner.id)
    if (!this.created.delete(loser.id)) await mergeProfiles(this.tx, { winner, loser, now })
    this.changed.delete(loser.id)
    return kept
  }

  private survivorId(id: string): string {
    let at = id
    for (let next = this.mergedInto.get(at); next !== undefined; next = this.mergedInto.get(at)) at = next
    return at
  }

  /** The profile that a profile became in this batch: itself as it was then, or the one it was merged into. */
  survivor(profile: StoredProfile): StoredProfile {
    const id = this.survivorId(profile.id)
    return id === profile.id ? profile : this.profiles.get(id)!
  }

  async close(now: Date): Promise<void> {
    const pick = (ids: Set<string>) => [...ids].map((id) => this.profiles.get(id)!)
    const owned = (identifiers: Iterable<[string, Identifier]>) =>
      [...identifiers].map(([id, identifier]) => ({
        ...identifier,
        profileId: this.survivorId(this.owners.get(id)!),
      }))
    await addIdentifiers(this.tx, owned(this.added), now)
    await moveIdentifiers(this.tx, owned(this.moved))
    await writeProfiles(this.tx, { created: pick(this.created), changed: pick(this.changed) }, now)
  }
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const latest = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null || a > b ? a : b)

/** `null` clears a property, absent leaves it. */
function withChanges(properties: StoredProfile['properties'], changes: StoredProfile['properties']) {
  const next = { ...properties, ...changes }
  for (const [path, value] of Object.entries(changes)) if (value === null) delete next[path]
  return next
}
