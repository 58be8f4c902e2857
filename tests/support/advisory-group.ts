// The advisory group of the mockups, made by the cores of its members. No person, text or group in it is real.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Core, openCore, typedByPerson } from '#core'
import type { DocumentKind, Language, Level, Role } from '#shared/contract'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { cheapCost, passphrase } from './archive.ts'
import { grantOf } from './core.ts'
import { addDevice, admit, askToJoin, give, type Device } from './cores.ts'
import { type Seed, seedOf } from './seeds.ts'

export const handles = [
  'K.W.',
  'M.S.',
  'L.H.',
  'C.R.',
  'T.N.',
  'P.J.',
  'V.S.',
  'A.D.',
  'E.G.',
] as const
export type Handle = (typeof handles)[number]

/** Noon on 18 September 2018, the day of the mockups. */
export const exampleNow = Date.UTC(2018, 8, 18, 12, 6)
const day = 86_400_000
/** The date that many days after the day of the mockups. */
export const dayAfter = (days: number): string =>
  new Date(exampleNow + days * day).toISOString().slice(0, 'YYYY-MM-DD'.length)

type Clock = { now: number }
/** `roles`: of those who do not join as members. */
export type Founding = { level?: Level; roles?: Partial<Record<Handle, Role>> }

export const openDevice = (directory: string, clock: Clock): Device => ({
  core: openCore({
    directory,
    allow: typedByPerson,
    now: () => clock.now,
    offline: true,
    cost: cheapCost,
    onDefect: error => {
      throw error
    },
  }),
  directory,
})

export class AdvisoryGroup {
  readonly group: GroupId
  /** Gets the files by which the members meet. */
  readonly #files: string
  readonly #clock: Clock
  readonly #devices: ReadonlyMap<Handle, Device>
  readonly #members: ReadonlyMap<string, MemberId>

  private constructor(
    group: GroupId,
    files: string,
    clock: Clock,
    devices: ReadonlyMap<Handle, Device>,
    members: ReadonlyMap<string, MemberId>,
  ) {
    this.group = group
    this.#files = files
    this.#clock = clock
    this.#devices = devices
    this.#members = members
  }

  /**
   * The first of these members founds it, and the others join. `home`: an empty folder for their profiles. `devices`
   * gets theirs, which the caller closes.
   */
  static async found(
    home: string,
    among: readonly Handle[],
    devices: Map<Handle, Device>,
    { level = 'global', roles = {} }: Founding,
  ): Promise<AdvisoryGroup> {
    const clock = { now: exampleNow - 120 * day }
    const files = join(home, 'files')
    mkdirSync(files)
    for (const handle of among) {
      const device = openDevice(join(home, handle), clock)
      devices.set(handle, device)
      await device.core.answers['profile.create']({ passphrase })
    }
    const [[handle, chair] = [], ...others] = devices
    if (!handle || !chair) throw new TypeError('nobody founds the group')
    const group = await chair.core.answers['groups.create']({
      name: 'Executive Director’s Civil Society Advisory Group',
      handle,
      level,
      language: 'en',
    })
    for (const [name, newcomer] of others)
      await admit(chair, newcomer, group, name, roles[name] ?? 'member', files)
    const { memberList } = await chair.core.answers['groups.get']({ group })
    const members = new Map(memberList.map(({ id, handle: name }) => [name, id]))
    return new AdvisoryGroup(group, files, clock, devices, members)
  }

  device(handle: Handle): Device {
    const found = this.#devices.get(handle)
    if (!found) throw new TypeError(`${handle} is no member`)
    return found
  }
  core = (handle: Handle): Core => this.device(handle).core
  member(handle: Handle): MemberId {
    const found = this.#members.get(handle)
    if (!found) throw new TypeError(`${handle} is no member`)
    return found
  }
  /** Sets the clock to this number of days before the day of the mockups. */
  before(days: number): void {
    this.#clock.now = exampleNow - days * day
  }
  /** The first of them gets what the others have, they get all of it, and the first hears that they have it. */
  async meet(...among: Handle[]): Promise<void> {
    const [first, ...others] = among.map(handle => this.device(handle))
    if (!first) return
    const giveTo = (from: Device, to: Device) => give(from, to, this.group, this.#files)
    for (const each of others) await giveTo(each, first)
    for (const each of others) await giveTo(first, each)
    for (const each of others) await giveTo(each, first)
  }
  /** The path of a file of the seed. */
  file = (name: string): string => join(this.#files, name)
  /** The path of a file with all that the member has of the group, or of a circle. */
  async write(from: Handle, space: GroupId): Promise<string> {
    const { core } = this.device(from)
    const path = this.file(randomUUID())
    await core.answers['exchange.write']({ group: space, for: [], file: grantOf(core, path) })
    return path
  }
  async #withNewDevice<T>(name: string, work: (newcomer: Device) => Promise<T>): Promise<T> {
    const newcomer = openDevice(join(this.#files, name), this.#clock)
    try {
      await newcomer.core.answers['profile.create']({ passphrase })
      return await work(newcomer)
    } finally {
      await newcomer.core.close()
    }
  }
  /** The path of the reply of a person whom a chair invited. */
  asks(handle: string, chair: Handle = 'K.W.'): Promise<string> {
    return this.#withNewDevice(handle, newcomer =>
      askToJoin(this.device(chair), newcomer, this.group, handle, 'member', this.#files),
    )
  }
  /** The path of a reply to the invitation in that file, and the words that the newcomer compares. */
  answers(
    invitation: string,
    handle: string,
    deviceName?: string,
  ): Promise<{ path: string; words: readonly string[] }> {
    const named = deviceName === undefined ? {} : { device: deviceName }
    return this.#withNewDevice(randomUUID(), async ({ core }) => {
      const path = this.file(randomUUID())
      const files = { file: grantOf(core, invitation), reply: grantOf(core, path) }
      const { group } = await core.answers['joining.ask']({ ...files, handle, ...named })
      const { words } = await core.answers['joining.words']({ group })
      return { path, words }
    })
  }
  /** The profile of a person who asks a chair to join, and the path of the file that lets the person in. */
  async admits(
    handle: string,
    chair: Handle = 'K.W.',
  ): Promise<{ directory: string; welcome: string }> {
    const { group } = this
    const { core } = this.device(chair)
    const answer = await this.asks(handle, chair)
    const { reply } = await core.answers['joining.readReply']({ file: grantOf(core, answer) })
    await core.answers['joining.admit']({ group, reply })
    return { directory: join(this.#files, handle), welcome: await this.write(chair, group) }
  }
  /** Another device of the member, which has the membership alone. */
  addDevice(handle: Handle, name: string): Promise<void> {
    return this.#withNewDevice(name, newcomer =>
      addDevice(this.device(handle), newcomer, this.group, name, this.#files),
    )
  }
  /** A text of the first member that the group has. */
  async share(
    kind: DocumentKind,
    title: string,
    steps: readonly object[],
    language: Language = 'en',
  ): Promise<DocumentId> {
    const { group } = this
    const core = this.core('K.W.')
    const document = await core.answers['documents.create']({
      ...{ group, kind, title, language, template: 'none' },
    })
    const { refused } = await core.edit(document, steps)
    if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused)}`)
    await core.answers['documents.share']({ document })
    return document
  }
  /** The block with these words. */
  block(document: DocumentId, words: string): BlockId {
    const found = this.core('K.W.')
      .page(document)
      .blocks.find(({ runs }) => runs.map(({ text }) => text).join('') === words)
    if (!found?.id) throw new TypeError(`no paragraph says ${words}`)
    return found.id
  }
}

/** The profile of K.W., which asks no longer to put the recovery away. `make` gives the ids that tests need. */
export const groupSeed = <T>(
  among: readonly Handle[],
  make: (made: AdvisoryGroup) => Promise<T>,
  founding: Founding = {},
): Seed<T> =>
  seedOf(async home => {
    const devices = new Map<Handle, Device>()
    try {
      const made = await AdvisoryGroup.found(home, among, devices, founding)
      const seeded = await make(made)
      const { core, directory } = made.device('K.W.')
      const settings = await core.answers['settings.get'](undefined)
      await core.answers['settings.set']({ ...settings, isRecoveryPutAway: true })
      return { directory, now: exampleNow, seeded }
    } finally {
      for (const { core } of devices.values()) await core.close()
    }
  })
