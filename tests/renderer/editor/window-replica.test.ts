// An open document in the window, told with a real port and the documents room of core behind it.
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { everyRight } from '#shared/contract'
import { rootOf } from '#document/tree'
import type { Later } from '../../../src/renderer/editor/replica/after-paint.ts'
import { crashImage, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { memberNamed, openPen, openRoom } from '#tests/documents'
import { type HeldEdits, heldEdits, heldText } from '#tests/held-edits'
import {
  openWindowReplica,
  type WindowReplica,
} from '../../../src/renderer/editor/replica/window-replica.ts'
import type { OpenStore } from '../../../src/renderer/editor/replica/store.ts'

/** A store that keeps its document's updates as long as it is not cleared. */
function memoryStore() {
  let kept: Uint8Array[] = []
  let cleared = 0
  const origin = Symbol('store')
  const open: OpenStore = (_, doc) => {
    for (const update of kept) Y.applyUpdate(doc, update, origin)
    const keep = (update: Uint8Array): void => void kept.push(update)
    doc.on('update', keep)
    return {
      isOrigin: each => each === origin,
      ready: Promise.resolve(),
      async clear() {
        doc.off('update', keep)
        kept = []
        cleared++
      },
    }
  }
  return { open, cleared: () => cleared, kept: () => kept.length }
}

function start(
  { document, openPort }: HeldEdits,
  openStore: OpenStore = memoryStore().open,
  later?: Later,
): WindowReplica {
  return openWindowReplica({ document, openPort, openStore, ...(later ? { later } : {}) })
}

/** Resolves as soon as `holds`; every change of the session is looked at. */
const until = (replica: WindowReplica, holds: () => boolean): Promise<void> =>
  new Promise(resolve => {
    if (holds()) return resolve()
    const stop = replica.subscribe(() => {
      if (!holds()) return
      stop()
      resolve()
    })
  })
const opened = (replica: WindowReplica): Promise<void> =>
  until(replica, () => replica.state().phase === 'open')
const firstText = (replica: WindowReplica): Y.XmlText => {
  const block = rootOf(replica.state().doc).get(0) as Y.XmlElement
  return block.get(0) as Y.XmlText
}
const someText = () => heldText(openRoom('ana', temporaryArchive()), 'Hello')
/** A text that core reads from the disk as it folded it there. */
const longText = async (): Promise<HeldEdits> => {
  const { directory, archive } = temporaryProfile()
  const before = openRoom('ana', archive)
  const { document } = await heldText(before, 'Hello')
  openPen(before, document).type(' and on'.repeat(20_000))
  before.documents.sealNow()
  before.timers.pass(2000)
  return heldEdits(openRoom('ana', reopened(crashImage(directory))), document)
}

describe('an open document', () => {
  it('brings a long text as the archive has it, and writes in it', async () => {
    const core = await longText()
    const opening = await core.openPort()
    const answered = new Promise<unknown>(resolve =>
      opening.addEventListener('message', ({ data }) => resolve(data)),
    )
    opening.start()
    opening.postMessage({ kind: 'open', stateVector: new Uint8Array() })
    expect(await answered).toMatchObject({ asRead: { edits: [] }, update: new Uint8Array([0, 0]) })
    const replica = start(core)
    await opened(replica)
    expect(firstText(replica).toString()).toContain('Hello')
    firstText(replica).insert(0, 'Oh. ')
    await until(replica, () => replica.unsaved() === 0)
    expect(core.texts()[0]?.slice(0, 16)).toBe('Oh. Hello and on')
  })

  it('brings the text from core, writes with the client id it was given, and knows what is saved', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    expect(firstText(replica).toString()).toContain('Hello')
    core.hold()
    firstText(replica).insert(0, 'Oh. ')
    firstText(replica).insert(0, 'Oh! ')
    expect(replica.unsaved()).toBe(2)
    core.release()
    await until(replica, () => replica.unsaved() === 0)
    expect(core.texts()[0]).toBe('Oh! Oh. Hello')
  })

  it('goes on with the client id of a window that was closed, behind what that one wrote', async () => {
    const core = await someText()
    const first = start(core)
    await opened(first)
    firstText(first).insert(5, ' there')
    await first.close()
    const second = start(core)
    await opened(second)
    expect(second.state().doc.clientID).toBe(first.state().doc.clientID)
    firstText(second).insert(11, '!')
    await until(second, () => second.unsaved() === 0)
    expect(core.texts()).toEqual(['Hello there!'])
  })

  it('takes the text in when the look at it has been shown, and not before', async () => {
    const core = await someText()
    const shown = Promise.withResolvers<void>()
    const { document, openPort } = core
    const replica = openWindowReplica({
      ...{ document, openPort, shown: shown.promise },
      openStore: memoryStore().open,
    })
    // Core answered already, while the window drew.
    await expect.poll(() => core.heard.length).toBe(1)
    await new Promise(resolve => setImmediate(resolve))
    expect(replica.state().phase).toBe('opening')
    shown.resolve()
    await opened(replica)
    expect(firstText(replica).toString()).toContain('Hello')
  })

  it('sends when it is told to, in order, and counts as unsaved what waits', async () => {
    const core = await someText()
    const waiting: (() => void)[] = []
    const replica = start(core, undefined, work => void waiting.push(work))
    await opened(replica)
    const begin = Y.createRelativePositionFromTypeIndex(firstText(replica), 0)
    const place = { anchor: Y.relativePositionToJSON(begin), focus: null }
    firstText(replica).insert(0, 'Oh. ')
    replica.sendPresence(place)
    firstText(replica).insert(0, 'Oh! ')
    expect(replica.unsaved()).toBe(2)
    expect(waiting.length).toBe(1)
    waiting.splice(0).forEach(work => work())
    await until(replica, () => replica.unsaved() === 0)
    expect(core.heard.map(({ kind }) => kind)).toEqual(['open', 'edit', 'presence', 'edit'])
    firstText(replica).insert(0, 'Last. ')
    await replica.close()
    expect(core.texts()[0]).toBe('Last. Oh! Oh. Hello')
    waiting.splice(0).forEach(work => work())
  })

  it('does not send back what came from core, and tells which paragraph who changed', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    const heard = Promise.withResolvers<unknown>()
    replica.onRemoteChange(heard.resolve)
    const ben = openRoom('ben', temporaryArchive())
    for (const message of core.room.sent) ben.hear(message)
    openPen(ben, core.document).type(' there')
    ben.documents.sealNow()
    for (const message of ben.sent) core.room.hear(message)
    const [block] = core.room.documents.page(core.document).blocks
    expect(await heard.promise).toEqual({ by: memberNamed('ben'), blocks: [block?.id] })
    expect(firstText(replica).toString()).toBe('Hello there')
    expect(core.heard.filter(message => message.kind === 'edit')).toEqual([])
  })

  it('after a crash shows its own copy at once, and gives core what it never saw', async () => {
    const core = await someText()
    const store = memoryStore()
    const before = start(core, store.open)
    await opened(before)
    core.hold()
    firstText(before).insert(5, ' world')
    // Page and core die without a word; the page's copy stays.
    core.lose()
    expect(core.texts()[0]).toBe('Hello')
    const after = start(core, store.open)
    await until(after, () => after.state().phase === 'reading')
    expect(firstText(after).toString()).toContain('Hello world')
    expect(after.state().rights.has('write')).toBe(false)
    await opened(after)
    await until(after, () => after.unsaved() === 0)
    expect(core.texts()[0]).toBe('Hello world')
  })

  it('is reloaded from core when core refuses a change, and its copy is forgotten', async () => {
    const core = await someText()
    const store = memoryStore()
    const replica = start(core, store.open)
    await opened(replica)
    const faulty = replica.state().doc
    core.refuse()
    firstText(replica).insert(0, 'Refused. ')
    await until(replica, () => replica.state().doc !== faulty && replica.state().phase === 'open')
    expect(replica.state().trouble).toMatchObject({ kind: 'refused', code: 'not-permitted' })
    expect(firstText(replica).toString()).not.toContain('Refused')
    expect(store.cleared()).toBe(1)
    firstText(replica).insert(0, 'Taken. ')
    await until(replica, () => replica.unsaved() === 0)
    expect(core.texts()[0]).toBe('Taken. Hello')
  })

  it('is reloaded when ids in the text changed, and words written meanwhile still leave', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    const shown = replica.state().doc
    core.say({ kind: 'parted' })
    firstText(replica).insert(0, 'Meanwhile. ')
    await until(replica, () => replica.state().doc !== shown && replica.state().phase === 'open')
    expect(replica.state().trouble).toEqual({ kind: 'parted' })
    expect(core.texts()[0]).toBe('Meanwhile. Hello')
  })

  it('offers the words that core did not take, and none that it did', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    const shown = replica.state().doc
    const text = firstText(replica)
    text.insert(5, ' all')
    await until(replica, () => replica.unsaved() === 0)
    core.refuse()
    text.insert(9, ' members')
    text.insert(0, 'Oh. ')
    text.insert(2, 'h')
    text.delete(text.length - 1, 1)
    await until(replica, () => replica.state().doc !== shown && replica.state().phase === 'open')
    expect(replica.state()).toMatchObject({
      trouble: { kind: 'refused', code: 'not-permitted' },
      notTaken: 'Ohh. … member',
    })
    expect(core.texts()).toEqual(['Hello all'])

    // Updates that come before the copy is made.
    const again = replica.state().doc
    core.say({ kind: 'parted' })
    await until(replica, () => replica.state().doc !== again && replica.state().phase === 'open')
    expect(replica.state()).toMatchObject({
      trouble: { kind: 'parted' },
      notTaken: 'Ohh. … member',
    })
    core.refuse()
    firstText(replica).insert(0, 'And ')
    await until(replica, () => replica.state().trouble?.kind === 'refused')
    expect(replica.state().notTaken).toBe('Ohh. … member\nAnd')
    replica.dismissTrouble()
    expect(replica.state().notTaken).toBe('')
  })

  it('offers the words of a page that was reloaded, where its person may not write any more', async () => {
    const core = await someText()
    const store = memoryStore()
    const first = start(core, store.open, () => {})
    await opened(first)
    firstText(first).insert(5, ' again')
    const replica = start(core, store.open)
    core.refuse()
    await until(replica, () => replica.state().trouble !== null)
    expect(replica.state().notTaken).toBe('again')
  })

  it('hears what may be done in it, keeps its replica, and sends what was written before the news', async () => {
    const core = await someText()
    const { room } = core
    room.rights = new Set(['write', 'remark', 'propose'])
    const replica = start(core)
    await opened(replica)
    const shown = replica.state().doc
    firstText(replica).insert(5, '!')
    room.isFixed = true
    room.documents.renewRights()
    await until(replica, () => !replica.state().rights.has('write'))
    expect(replica.state()).toMatchObject({ phase: 'open', trouble: null })
    expect([...replica.state().rights]).toEqual(['remark', 'propose'])
    expect(replica.state().doc).toBe(shown)
    await until(replica, () => replica.unsaved() === 0)
    expect(core.texts()).toEqual(['Hello!'])
    expect(core.heard.map(({ kind }) => kind)).toEqual(['open', 'edit', 'told'])
    room.isFixed = false
    room.rights = everyRight
    room.documents.renewRights()
    await until(replica, () => replica.state().rights.has('settle'))
    expect(replica.state().rights.has('write')).toBe(true)
  })

  it('counts nothing of the page that it gave up, and closes', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    const shown = replica.state().doc
    const words = firstText(replica)
    const stop = replica.subscribe(() => {
      if (replica.state().phase !== 'opening') return
      stop()
      // As a page that is taken down once it was told.
      queueMicrotask(() => words.insert(5, '!'))
    })
    core.say({ kind: 'parted' })
    await until(replica, () => replica.state().doc !== shown && replica.state().phase === 'open')
    expect(replica.unsaved()).toBe(0)
    await replica.close()
  })

  it('is reloaded when the editor fails, and writes nothing of the failed page', async () => {
    const core = await someText()
    const replica = start(core)
    await opened(replica)
    const faulty = replica.state().doc
    const said = core.heard.length
    replica.editorFailed()
    rootOf(faulty).delete(0, 1)
    await until(replica, () => replica.state().doc !== faulty && replica.state().phase === 'open')
    expect(core.heard.slice(said).some(message => message.kind === 'edit')).toBe(false)
    expect(core.texts()).toEqual(['Hello'])
  })

  it('forgets its copy when it is closed, but not before everything is saved', async () => {
    const core = await someText()
    const store = memoryStore()
    const replica = start(core, store.open)
    await opened(replica)
    core.hold()
    firstText(replica).insert(0, 'Late. ')
    const closing = replica.close()
    expect(store.cleared()).toBe(0)
    core.release()
    await closing
    expect(store.cleared()).toBe(1)
    expect(store.kept()).toBe(0)
    expect(core.texts()[0]).toBe('Late. Hello')
  })
})
