// Whether opening a text depends on how often it was edited: one protocol, written key by key by a
// window, opened by a new core after 16,000 and after 260,000 edits. The keys lie in stretches all over
// the text, so that it comes apart into more pieces than one that is written from its beginning to its
// end. And whether opening writes anything: ten times, to the byte.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { openCore, typedByPerson, type Core } from '#core'
import { rootOf } from '#shared/document'
import type { FromCore } from '#shared/document-port'
import type { DocumentId, FileGrant } from '#shared/ids'
import { median, roundCount, verdict } from './measure.ts'
import { numbersFrom } from './words.ts'

const counts = [16_000, 260_000] as const
const mostTimes = 3
const noOps = 10
const paragraphs = 300
/** Keys in one paragraph before the next one; every eighth takes a letter back. */
const stretch = 40
/** Keys after which the writer waits for the disk. */
const breath = 400
const passphrase = 'five words for a bench'

type Window = { doc: Y.Doc; send(update: Uint8Array): void; saved(): Promise<void> }

/** A window on the document; resolves when it has the text. */
const openWindow = (core: Core, document: DocumentId): Promise<Window> => {
  const doc = new Y.Doc({ gc: false })
  const opened = Promise.withResolvers<Window>()
  let [number, durable] = [0, 0]
  let heard = (): void => {}
  let listen: (message: unknown) => void = () => {}
  core.attach(document, {
    post(message: FromCore) {
      if (message.kind === 'opened') {
        Y.applyUpdate(doc, message.update, 'core')
        doc.clientID = message.clientId
        opened.resolve({
          doc,
          send: update => listen({ kind: 'edit', number: ++number, update }),
          saved: () =>
            new Promise(resolve => {
              heard = () => (durable === number ? resolve() : undefined)
              heard()
            }),
        })
      } else if (message.kind === 'durable') {
        durable = message.number
        heard()
      } else if (message.kind === 'refused') throw new Error(message.code)
    },
    onMessage: to => (listen = to),
  })
  listen({ kind: 'open', stateVector: new Uint8Array() })
  return opened.promise
}

const textAt = (doc: Y.Doc, index: number): Y.XmlText => {
  const block = rootOf(doc).get(index)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text to type in')
  return text
}

/** Writes `count` keys, each an edit of its own. */
const write = async (core: Core, document: DocumentId, count: number, seed: number) => {
  const { doc, send, saved } = await openWindow(core, document)
  doc.on('update', (update: Uint8Array) => send(new Uint8Array(update)))
  const next = numbersFrom(seed)
  let text = textAt(doc, 0)
  let at = 0
  for (let key = 0; key < count; key++) {
    if (key % stretch === 0) {
      text = textAt(doc, Math.floor(next() * paragraphs))
      at = Math.floor(next() * (text.length + 1))
    }
    if (key % 8 === 7 && at > 0) text.delete(--at, 1)
    else text.insert(at++, 'abcdefgh '.charAt(Math.floor(next() * 9)))
    if (key % breath === breath - 1) await saved()
  }
  await saved()
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  )

/** Milliseconds until core has its beginning, and until a window has all of it. */
type Opened = { look: number; there: number }

export const growth = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const directory = join(home, 'profile')
  const open = async (): Promise<Core> => {
    const core = openCore({ allow: typedByPerson, directory, now: Date.now, offline: true })
    if ((await core.answers['profile.state'](undefined)) === 'locked')
      await core.answers['profile.unlock']({ passphrase })
    return core
  }
  const openOnce = async (document: DocumentId): Promise<Opened> => {
    const core = await open()
    const begin = performance.now()
    await core.answers['documents.look']({ document })
    const look = performance.now() - begin
    await openWindow(core, document)
    const there = performance.now() - begin
    await core.close()
    return { look, there }
  }
  try {
    const core = await open()
    await core.answers['profile.create']({ passphrase })
    const group = await core.answers['groups.create']({
      name: 'Bench',
      handle: 'B.',
      level: 'country',
      language: 'en',
    })
    const grant = randomBytes(16).toString('hex') as FileGrant
    const lines = Array.from({ length: paragraphs }, (_, at) => `${at + 1}. States shall protect.`)
    writeFileSync(join(home, 'text.md'), lines.join('\n\n'))
    core.grant(grant, join(home, 'text.md'), 'typed')
    const { document } = await core.answers['documents.import']({
      group,
      kind: 'protocol',
      language: 'en',
      file: grant,
    })
    await core.answers['documents.share']({ document })
    await core.close()

    const figures: Opened[] = []
    let written = 0
    for (const count of counts) {
      const writer = await open()
      const begin = performance.now()
      await write(writer, document, count - written, count)
      await writer.close()
      written = count
      const rounds: Opened[] = []
      for (let round = 0; round <= roundCount; round++) {
        const times = await openOnce(document)
        if (round > 0) rounds.push(times)
      }
      const of = (each: keyof Opened): number => median(rounds.map(times => times[each]))
      figures.push({ look: of('look'), there: of('there') })
      console.log(
        `${count} edits (${((performance.now() - begin) / 1000).toFixed(0)} s): beginning after`,
        `${of('look').toFixed(0)} ms, all of it after ${of('there').toFixed(0)} ms`,
        `(${rounds.map(({ there }) => there.toFixed(0)).join(' ')}), ${bytesIn(directory)} bytes`,
      )
    }
    const [few, many] = figures
    if (few && many)
      for (const each of ['look', 'there'] as const) {
        const ratio = many[each] / few[each]
        console.log(
          `opening after ${counts[1]} edits to after ${counts[0]}, ${each}: ${ratio.toFixed(2)}x;`,
          verdict(`opening after many edits, ${each}`, `${mostTimes}x`, ratio <= mostTimes),
        )
      }
    const before = bytesIn(directory)
    for (let time = 0; time < noOps; time++) await openOnce(document)
    const grown = bytesIn(directory) - before
    console.log(
      `${noOps} openings without an edit: ${grown} bytes;`,
      verdict('growth without an edit', '0', grown === 0),
    )
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
