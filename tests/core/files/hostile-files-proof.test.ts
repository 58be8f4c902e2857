// S10: each hostile file is refused by its name, in a process that goes on, within 5 seconds of processor time and
// 256 MiB; and 10,000 changed files of each kind are read without a fault or refused by a code. No changed encrypted file
// opens. `npm run prove -- S10` runs all of it; a run of the tests takes a few.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex } from '#core/keys'
import { isSafeLink } from '#document/model'
import { hostileFiles, type HostileFile } from '#tests/hostile-files'
import { deletion, insertion, openText, out, p, tracked } from '#tests/open-text'
import { laterRefusal } from '#tests/refusal'
import { series } from '#tests/series'
import { numbersFrom, patiently } from '#tests/trials'
import {
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  textAlone,
  wordFile,
} from '#tests/word-file'
import { frameVectors } from '../../fuzz/targets/vectors.ts'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import type { Foreign } from '#document/flow'
import { readHtml } from '../../../src/core/files/html.ts'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { openOutside } from '../../../src/core/sync/files/locked-file.ts'

const most = { seconds: 5, mebibytes: 256 }

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'baraza-hostile-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Taken = { code: string | null; seconds: number; mebibytes: number }

/** Reads a file in a process of its own, with the limits of core. Throws where that process ends by itself. */
const readAlone = async ({ bytes, format, file }: HostileFile): Promise<Taken> => {
  const path = join(folder, 'file')
  writeFileSync(path, bytes())
  const program = resolve(import.meta.dirname, '../../support/read-one-file.ts')
  const child = spawn(process.execPath, [program, path, format, file])
  let [said, complained] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  const code = await new Promise(done => child.once('close', done))
  if (code !== 0) throw new Error(`the process ended with ${String(code)}: ${complained}`)
  return JSON.parse(said) as Taken
}

test('each hostile file is refused by its name, in time and in memory', patiently, async () => {
  expect(hostileFiles.length).toBeGreaterThanOrEqual(60)
  const { seeds, passed } = series('hostile-files', hostileFiles.length, 3)
  for (const seed of seeds) {
    // In steps of another size, so that a few of them are of several kinds.
    const file = hostileFiles[(seed * 11) % hostileFiles.length] as HostileFile
    const { code, seconds, mebibytes } = await readAlone(file)
    const found = { file: file.name, code }
    expect(found).toEqual({ file: file.name, code: file.code })
    expect({ ...found, isSlow: seconds > most.seconds }).toEqual({ ...found, isSlow: false })
    expect({ ...found, isLarge: mebibytes > most.mebibytes }).toEqual({ ...found, isLarge: false })
    passed(
      seed,
      `${file.format}, ${file.name}: ${code}, ${seconds.toFixed(2)} s, ${Math.round(mebibytes)} MiB`,
    )
  }
})

/** Faults of what was read from a changed file: nothing may come in that the page does not hold. */
const faultsOf = ({ blocks, footnotes }: ImportedFlow): string[] => {
  const runs = blocks.flatMap(block => block.runs)
  const links = runs.flatMap(({ href }) => (href === undefined || isSafeLink(href) ? [] : [href]))
  const texts = [...runs.map(({ text }) => text), ...footnotes.map(note => note.text)]
  const signs = texts.filter(text => /[\p{Cc}\p{Cs}]/u.test(text))
  return [...links, ...signs]
}

type Kind = {
  name: string
  good: Uint8Array
  isZip: boolean
  read(bytes: Uint8Array): Promise<unknown>
}

const text = paragraph(run('Text'))
const imported = async (read: Promise<Foreign> | Foreign): Promise<string[]> =>
  faultsOf(blocksOf(await read, { ...textAlone('statement'), as: 'suggestions' }))

const kinds: Kind[] = [
  {
    name: 'word',
    isZip: true,
    good: wordFile(
      paragraph(run('Some ') + inserted(run('new')) + deleted(deletedRun('old')) + run(' words')),
      { footnotes: `<w:footnote w:id="1">${text}</w:footnote>` },
    ),
    read: async bytes => imported(readDocx(bytes)),
  },
  {
    name: 'open-text',
    isZip: true,
    good: openText(
      tracked(insertion('i'), deletion('d', p('Old') + p('words'))) +
        p(
          `Some <text:change-start text:change-id="i"/>new<text:change-end text:change-id="i"/>${out('d')}`,
        ),
      { styles: '<style:style style:name="A" style:family="text"/>' },
    ),
    read: async bytes => imported(readOdt(bytes)),
  },
  {
    name: 'web-page',
    isZip: false,
    good: strToU8(
      '<!DOCTYPE html><h1>Title</h1><p onclick="x()">Some <a href="https://un.org/a">words</a> <b>here</b></p><ol><li>One</ol><table><tr><td>Cell</table><script>x()</script>',
    ),
    read: async bytes => imported(readHtml(bytes)),
  },
]

/** The bytes of a good file, or of a part of it, with a few bits changed. */
const changed = ({ good, isZip }: Kind, next: () => number): Uint8Array => {
  const parts = isZip ? unzipSync(good) : {}
  const names = Object.keys(parts)
  const isWhole = !isZip || next() < 0.3
  const name = names[Math.floor(next() * names.length)] ?? ''
  const bytes = Uint8Array.from(isWhole ? good : (parts[name] ?? []))
  const flips = 1 + Math.floor(next() * 4)
  for (let flip = 0; flip < flips; flip++) {
    const at = Math.floor(next() * bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8))
  }
  return isWhole ? bytes : zipSync({ ...parts, [name]: bytes })
}

/** A hundred a seed. */
const eachSeed = 100

test.each(kinds)(
  'when bytes of a good file change ($name), it is read without a fault or refused by a code',
  patiently,
  async kind => {
    expect(await kind.read(kind.good)).toEqual([])
    const { seeds, passed } = series(`changed-${kind.name}`, 100, 2)
    for (const seed of seeds) {
      const next = numbersFrom(seed * 7919)
      const counts = { read: 0, refused: 0 }
      let slowest = 0
      for (let trial = 0; trial < eachSeed; trial++) {
        const bytes = changed(kind, next)
        const start = process.threadCpuUsage()
        const reading = kind
          .read(bytes)
          .then(faults => expect({ seed, trial, faults }).toEqual({ seed, trial, faults: [] }))
        const code = await laterRefusal(reading)
        const { user, system } = process.threadCpuUsage(start)
        slowest = Math.max(slowest, (user + system) / 1e6)
        counts[code === null ? 'read' : 'refused'] += 1
        expect(`${seed}, ${trial}: ${code ?? 'file-read'}`).toMatch(/: file-/)
      }
      expect(slowest).toBeLessThan(most.seconds)
      passed(
        seed,
        `${counts.read} read, ${counts.refused} refused, ${slowest.toFixed(3)} s at most`,
      )
    }
  },
)

test('when bytes of an encrypted file change, it does not open', patiently, async () => {
  const { file, reader } = frameVectors.locked
  const [good, secret] = [fromHex(file), fromHex(reader.secret)]
  expect((await openOutside(good, secret))?.length).toBeGreaterThan(0)
  const { seeds, passed } = series('changed-locked', 100, 2)
  for (const seed of seeds) {
    const next = numbersFrom(seed * 104_729)
    for (let trial = 0; trial < eachSeed; trial++) {
      const bytes = changed({ name: '', isZip: false, good, read: () => Promise.resolve() }, next)
      // The same bit may be turned twice.
      if (Buffer.compare(bytes, good) === 0) continue
      const opening = openOutside(bytes, secret).then(inside => {
        // Null: the file is for no device here, and is not read.
        if (inside !== null) throw new Error(`opened: seed ${seed}, trial ${trial}`)
      })
      const code = await laterRefusal(opening)
      expect([
        null,
        'file-damaged',
        'file-wrong-kind',
        'file-is-newer',
        'file-too-costly',
      ]).toContain(code)
    }
    passed(seed, `${eachSeed} changed, none opened`)
  }
})
