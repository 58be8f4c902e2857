// Word files as pandoc reads them, and as LibreOffice shows them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { lettersOf, type Reading } from './compared-readings.ts'

const run = (command: string, words: readonly string[]): string =>
  execFileSync(command, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  })

export const pandocVersion = (): string | null => {
  try {
    return run('pandoc', ['--version']).split('\n')[0] ?? null
  } catch {
    return null
  }
}

type Node = { t?: string; c?: unknown }

/** Each of these ends a line. */
const ends = new Set(['Para', 'Plain', 'Header', 'CodeBlock', 'LineBreak', 'RawBlock'])

/** The part of a node's content that has its words; 0 for all of it. */
const wordsAt: Record<string, number> = {
  ...{ Code: 1, CodeBlock: 1, Math: 1, RawInline: 1, RawBlock: 1 },
  ...{ Link: 1, Header: 2, Span: 1, Div: 1, OrderedList: 1 },
}

const isComment = (content: unknown): boolean =>
  ((content as [[string, string[]]])[0][1] ?? []).some(name => name.startsWith('comment'))

const walk = (node: unknown, words: string[], notes: string[]): void => {
  if (Array.isArray(node)) for (const each of node) walk(each, words, notes)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { t, c } = node as Node
  if (t === undefined) return Object.values(node).forEach(each => walk(each, words, notes))
  if (t === 'Str') words.push(c as string)
  else if (t === 'Note') {
    const note: string[] = []
    walk(c, note, notes)
    notes.push(note.join(''))
  } else if (t === 'Image' || ((t === 'Span' || t === 'Div') && isComment(c))) return
  else if (t === 'Table') walk((c as unknown[]).slice(1), words, notes)
  else {
    const part = wordsAt[t]
    const own = part === undefined ? c : (c as unknown[])[part]
    if (typeof own === 'string' && part !== undefined) words.push(own)
    else walk(own, words, notes)
    if (ends.has(t)) words.push('\n')
  }
}

/** Null where pandoc does not read the file. */
export const readByPandoc = (file: string, changes: 'accept' | 'reject'): Reading | null => {
  let read: { meta: Record<string, unknown>; blocks: unknown }
  try {
    read = JSON.parse(
      run('timeout', [
        ...['-k', '5', '60', 'pandoc', '-f', 'docx', '-t', 'json'],
        ...[`--track-changes=${changes}`, file],
      ]),
    )
  } catch {
    return null
  }
  const [words, notes]: [string[], string[]] = [[], []]
  for (const key of ['title', 'subtitle', 'author', 'date', 'abstract']) {
    walk(read.meta[key], words, notes)
    words.push('\n')
  }
  walk(read.blocks, words, notes)
  return { body: words.join(''), notes }
}

/** The letters of a file that LibreOffice shows; none where it needs longer than a minute. */
export const shownByLibreOffice = (file: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-shown-'))
  try {
    run('timeout', [
      ...['-k', '5', '60', 'soffice', `-env:UserInstallation=file://${folder}/settings`],
      ...['--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, file],
    ])
    return lettersOf(readFileSync(join(folder, `${basename(file, '.docx')}.txt`), 'utf8'))
  } catch {
    return ''
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs, formulas, and words that are drawn in a shape. */
const inFile = /<(w:t|w:delText|m:t)(?: [^>]*)?>([^<]*)<|<v:textpath [^>]*string="([^"]*)"/g

/** The letters of all words in the parts of a Word file that hold text, in their order. */
export const lettersInFile = (bytes: Uint8Array): string => {
  const parts = unzipSync(bytes, {
    filter: ({ name }) => /^word\/(document|footnotes|endnotes)\.xml$/.test(name),
  })
  const words = Object.values(parts).flatMap(part =>
    [...strFromU8(part).matchAll(inFile)].map(([, , text = '', drawn = '']) =>
      (text + drawn).replaceAll(/&#?\w+;/g, ' '),
    ),
  )
  return lettersOf(words.join(''))
}
