// Whether opening a text depends on how often it was edited: one protocol, written key by key by a
// window, opened by a new core after 16,000 and after 260,000 edits. The keys lie in stretches all over
// the text, so that it comes apart into more pieces than one that is written from its beginning to its
// end. Beside it, in the same run, the same edits as plain Yjs keeps them: one state, and the last edits
// one by one. How much the edits add to the files of the profile: those, whose words are random and so
// nearly all different, and the keys of a real paper, by which the goal is judged. And whether opening
// writes anything: ten times, to the byte.
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { openCore, typedByPerson, type Core } from '#core'
import { applyOpened, rootOf } from '#document/tree'
import type { FromCore } from '#shared/document-port'
import type { DocumentId, FileGrant } from '#shared/ids'
import { importInto } from '#tests/import-into'
import { openArchiveFile } from '#tests/packed-content'
import { median, roundCount, verdict } from './measure.ts'
import { press, readPaper } from './paper.ts'
import { numbersFrom } from './words.ts'

const counts = [16_000, 260_000] as const
/** Opening, to plain Yjs. */
const mostTimes = 2
/** Bytes that the edits may add to the profile. */
const mostBytes = 500_000
/** Edits after which y-leveldb makes one state of them. */
const plainTail = 500
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
        applyOpened(doc, message, 'core')
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

/** A text as plain Yjs keeps it: one state, and the edits after it, each behind its length. */
type Plain = { state: string; tail: string }

/** Milliseconds until a document of plain Yjs has the text. */
const openPlain = ({ state, tail }: Plain): number => {
  const begin = performance.now()
  const doc = new Y.Doc({ gc: false })
  const edits = readFileSync(tail)
  doc.transact(() => {
    Y.applyUpdate(doc, readFileSync(state))
    for (let at = 0; at < edits.length; at += 4 + edits.readUInt32LE(at))
      Y.applyUpdate(doc, edits.subarray(at + 4, at + 4 + edits.readUInt32LE(at)))
  })
  return performance.now() - begin
}

/** Presses one key in the text of a document. */
type Press = (doc: Y.Doc) => void

/** Keys of random letters, in stretches all over the paragraphs; without end. */
function* scatteredKeys(seed: number): Generator<Press, never> {
  const next = numbersFrom(seed)
  let [paragraph, share, at] = [0, 0, -1]
  for (let key = 0; ; key++) {
    if (key % stretch === 0) [paragraph, share, at] = [Math.floor(next() * paragraphs), next(), -1]
    const letter = 'abcdefgh '.charAt(Math.floor(next() * 9))
    yield doc => {
      const text = textAt(doc, paragraph)
      if (at < 0) at = Math.floor(share * (text.length + 1))
      if (key % 8 === 7 && at > 0) text.delete(--at, 1)
      else text.insert(at++, letter)
    }
  }
}

/** The keys of a real paper, in one paragraph. */
const paperKeys = (): Press[] => readPaper().map(key => doc => press(textAt(doc, 0), key))

/** Presses `count` of the keys, each an edit of its own, and keeps the text at `plain` too. */
const write = async (
  core: Core,
  document: DocumentId,
  { keys, count, plain }: { keys: Iterable<Press>; count: number; plain?: Plain },
): Promise<void> => {
  const { doc, send, saved } = await openWindow(core, document)
  const tail: Buffer[] = []
  doc.on('update', (update: Uint8Array) => {
    send(new Uint8Array(update))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(update.length)
    tail.push(length, Buffer.from(update))
  })
  let pressed = 0
  for (const pressKey of keys) {
    if (pressed === count) break
    if (plain && pressed === count - plainTail) {
      writeFileSync(plain.state, Y.encodeStateAsUpdate(doc))
      tail.length = 0
    }
    pressKey(doc)
    if (++pressed % breath === 0) await saved()
  }
  await saved()
  if (plain) writeFileSync(plain.tail, Buffer.concat(tail))
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  )

/** Bytes of a profile: all of its files, and the pages of its archive, those for search apart. */
type Size = { files: number; search: number; rest: number }

const sizeOf = (directory: string): Size => {
  const copy = mkdtempSync(join(tmpdir(), 'bz-'))
  try {
    cpSync(directory, copy, { recursive: true })
    const archive = openArchiveFile(copy, passphrase)
    const rows = archive
      .prepare('SELECT name, SUM(pgsize) AS bytes FROM dbstat GROUP BY name')
      .all() as { name: string; bytes: number }[]
    archive.close()
    const sumOf = (isSearch: boolean): number =>
      rows
        .filter(({ name }) => name.startsWith('page_') === isSearch)
        .reduce((sum, { bytes }) => sum + bytes, 0)
    return { files: bytesIn(directory), search: sumOf(true), rest: sumOf(false) }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Prints how much `edits` added since `before`, and returns it, in bytes. */
const tellGrowth = (edits: string, directory: string, before: Size): number => {
  const after = sizeOf(directory)
  const grown = after.files - before.files
  console.log(
    `growth by ${edits}: ${grown} bytes, of the archive ${after.search - before.search} for search,`,
    `${after.rest - before.rest} for history, folded texts and rows`,
  )
  return grown
}

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
    const begin = async (count: number): Promise<DocumentId> => {
      const grant = randomBytes(16).toString('hex') as FileGrant
      const lines = Array.from({ length: count }, (_, at) => `${at + 1}. States shall protect.`)
      writeFileSync(join(home, 'text.md'), lines.join('\n\n'))
      core.grant(grant, join(home, 'text.md'), 'typed')
      const { document } = await importInto(core, { group, kind: 'protocol', file: grant })
      await core.answers['documents.share']({ document })
      return document
    }
    const document = await begin(paragraphs)
    const paper = await begin(1)
    await core.close()

    const plain = { state: join(home, 'state'), tail: join(home, 'tail') }
    const imported = sizeOf(directory)
    const figures: Opened[] = []
    let written = 0
    for (const count of counts) {
      const writer = await open()
      const begin = performance.now()
      await write(writer, document, { keys: scatteredKeys(count), count: count - written, plain })
      await writer.close()
      written = count
      const rounds: (Opened & { plain: number })[] = []
      for (let round = 0; round <= roundCount; round++) {
        const times = { ...(await openOnce(document)), plain: openPlain(plain) }
        if (round > 0) rounds.push(times)
      }
      const of = (each: keyof Opened): number => median(rounds.map(times => times[each]))
      figures.push({ look: of('look'), there: of('there') })
      const ratios = rounds.map(times => times.there / times.plain)
      console.log(
        `${count} edits (${((performance.now() - begin) / 1000).toFixed(0)} s): beginning after`,
        `${of('look').toFixed(0)} ms, all of it after ${of('there').toFixed(0)} ms`,
        `(${rounds.map(({ there }) => there.toFixed(0)).join(' ')}),`,
        `plain Yjs ${median(rounds.map(times => times.plain)).toFixed(0)} ms`,
        `(${rounds.map(times => times.plain.toFixed(0)).join(' ')}),`,
        `${bytesIn(directory) - imported.files} bytes more`,
      )
      if (count < counts[1]) continue
      console.log(
        `opening to plain Yjs: ${median(ratios).toFixed(2)}x;`,
        verdict('opening after many edits', `${mostTimes}x`, median(ratios) <= mostTimes),
      )
      tellGrowth(`${count} keys at random`, directory, imported)
    }
    const [few, many] = figures
    if (few && many)
      console.log(
        `beginning after ${counts[1]} edits to after ${counts[0]}:`,
        `${(many.look / few.look).toFixed(2)}x;`,
        verdict('the beginning after many edits', '3x', many.look <= 3 * few.look),
      )
    const random = sizeOf(directory)
    const keys = paperKeys()
    const writer = await open()
    await write(writer, paper, { keys, count: keys.length })
    await writer.close()
    await openOnce(paper)
    const added = tellGrowth(`the ${keys.length} keys of a real paper`, directory, random)
    console.log(verdict('growth by many edits', `${mostBytes} bytes`, added <= mostBytes))
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
