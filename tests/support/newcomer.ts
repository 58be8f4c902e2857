// A person whose profile is in no group yet, on the local network, and a replacement for the called
// device: the parts of both that a test of joining by code needs.
import { onTestFinished } from 'vitest'
import { openGroup, prepareToJoin, readInvitation, secretOfCode, type Group } from '#core/group'
import { random } from '#core/keys'
import { openSync, type LanOptions, type Later, type Sync } from '#core/sync'
import { temporaryArchive } from './archive.ts'
import { cheapStretch, clockAt, type Person } from './group.ts'
import { noCircles, notebookOf, quietDocuments, type Notebook } from './sync.ts'

export type Newcomer = {
  sync: Sync
  archive: Person['archive']
  /** Undefined until the newcomer asked. */
  group(): Group
  notebook: Notebook
  /** The invitation's file, found by its code. */
  read(code: string, address?: string): Promise<Uint8Array>
  /**
   * Asks with it; `heard` resolves when the inviter's device has the reply, `done` when the
   * newcomer is in.
   */
  ask(
    file: Uint8Array,
    code: string,
    address?: string,
  ): { heard: Promise<void>; done: Promise<void> }
  stop: AbortController
}

export const newcomer = async (later: Later, lan: LanOptions): Promise<Newcomer> => {
  const archive = temporaryArchive()
  const clock = clockAt()
  const environment = { now: () => clock.now(), stretch: cheapStretch }
  const groups: Group[] = []
  const stop = new AbortController()
  const own = (): Group => {
    const [group] = groups
    if (!group) throw new TypeError('she has not asked yet')
    return group
  }
  const notebook = (): Notebook =>
    notebookOf({ handle: 'Nia', archive, clock, environment, group: own() }, () => sync)
  const sync = openSync({
    archive,
    later,
    lan,
    now: environment.now,
    groups: () => groups,
    circles: noCircles,
    random,
    defect: () => {},
    documents: {
      ...quietDocuments,
      receive: delivery => notebook().receive(delivery),
      snapshotFor: (document, heads) => notebook().snapshotFor(document, heads),
      digestOf: document => notebook().digestOf(document),
    },
  })
  onTestFinished(() => sync.close())
  await sync.lan.start()
  return {
    sync,
    archive,
    group: own,
    stop,
    get notebook() {
      return notebook()
    },
    read: (code, address) =>
      sync.joining.read(secretOfCode(code), { address, signal: stop.signal }),
    ask(file, code, address) {
      const prepared = prepareToJoin(archive, { bytes: file, handle: 'Nia' }, environment)
      const heard = Promise.withResolvers<void>()
      const done = sync.joining.ask(
        { secret: secretOfCode(code), inviter: readInvitation(file).inviter.device },
        { address, signal: stop.signal },
        {
          reply: () => prepared.reply,
          heard() {
            prepared.keep()
            groups.push(openGroup(archive, prepared.group, environment))
            heard.resolve()
          },
          take: async bytes => void (await sync.readFile(bytes)),
        },
      )
      done.catch(heard.reject)
      heard.promise.catch(() => {})
      return { heard: heard.promise, done }
    },
  }
}
