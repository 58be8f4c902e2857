// The check of a pack: its files, its signatures, and whether its parts fit. It reads nothing but the
// files that it is given, so the command and the page say the same.
import { areEqual, fromHex, hexOf, type Bytes, type PackCrypto } from './bytes.ts'
import type { GroupCard } from './card.ts'
import { differencesIn, linesIn, type Difference } from './differences.ts'
import { isSignatureName, isTextName, sumsName } from './names.ts'
import {
  readAmended,
  readHashedLines,
  readNames,
  readRecord,
  readSignatures,
  type HashedLine,
  type NamedLine,
  type SaidLine,
} from './pack-lines.ts'
import type { Read } from './refusal.ts'
import { readSshSignature, signedBytes } from './sshsig.ts'
import { isConsistent, readStatement, type AdoptionStatement } from './statement.ts'
import { readSums, type Files } from './sums.ts'
import { readTextFile, type TextFile } from './text-file.ts'

const problemCodes = [
  /** The bytes are not those that the sums list. */
  'file-changed',
  'file-missing',
  'file-not-listed',
  /** The ZIP around the file is not as it was written. */
  'zip-changed',
  /** A file that is as listed and has no form that it may have. */
  'no-form',
  'not-signed',
  /** A signature of an officer that does not fit the sums. */
  'officer-wrong',
  /** A signature of a member that does not fit the statement. */
  'member-wrong',
  'too-many-members',
  /** The outcome does not follow from the counts. */
  'inconsistent',
  /** A text, a decided file or the record that the statement names is not in the pack. */
  'not-in-pack',
  /** A text or a decided file in the pack that the statement does not name. */
  'not-adopted',
  /** Fewer reservations in the record than the statement counts. */
  'reservation-missing',
  /** A reservation on a paragraph that no text has. */
  'reservation-unplaced',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** `file`: the one that is named; empty for the end of the ZIP. `line`: counted from 1, or 0. */
export type Problem = { code: ProblemCode; file: string; line: number }

export const verdicts = [
  'changed',
  /** Whole, and no group is expected. */
  'no-card',
  'unknown-group',
  /** Fewer officers of the card signed than it asks for. */
  'too-few-officers',
  /** Not more than half of the seats signed. */
  'not-final',
  'valid',
] as const
export type Verdict = (typeof verdicts)[number]

export type Checked = {
  verdict: Verdict
  problems: Problem[]
  differences: Difference[]
  files: { name: string; isAsListed: boolean }[]
  /** `known`: different officers of the card; `strangers`: keys that are not on it. */
  officers: { known: number; needs: number; strangers: number }
  members: { valid: number; seats: number }
  statement: AdoptionStatement | null
  texts: { file: string; text: TextFile }[]
  /**
   * `place`: as the paragraph is cited in the first text, empty for the text as a whole. `as`: the text by
   * which its author appears, empty where none was chosen. `isWithdrawn`: its author took it back since.
   */
  record: (SaidLine & { place: string; as: string; isWithdrawn: boolean })[]
  names: NamedLine[]
}

/** Seats of a decision. A signature costs a browser a millisecond and more. */
const mostSeats = 256

class Checking {
  readonly problems: Problem[] = []
  readonly differences: Difference[] = []
  readonly #files: Files
  readonly #crypto: PackCrypto
  /** Names of files with the listed bytes. */
  readonly asListed = new Set<string>()
  #listed: ReadonlyMap<string, string> = new Map()
  /** Places of the lines of the record, as they were signed. */
  #places: string[] = []

  constructor(files: Files, crypto: PackCrypto) {
    this.#files = files
    this.#crypto = crypto
  }

  say(code: ProblemCode, file: string, line = 0): void {
    this.problems.push({ code, file, line })
  }

  /** The value, or null and a problem where the bytes have no form. */
  #read<T>(file: string, read: (bytes: Bytes) => Read<T>): T | null {
    const bytes = this.#files.get(file)
    if (!bytes) return null
    const found = read(bytes)
    if ('value' in found) return found.value
    if (this.asListed.has(file) || file === sumsName) this.say('no-form', file, found.refused.line)
    return null
  }

  /** Each file against the sums. */
  sums(): Checked['files'] {
    this.#listed = this.#read(sumsName, readSums) ?? new Map()
    if (!this.#files.has(sumsName)) this.say('file-missing', sumsName)
    for (const [name, hash] of this.#listed) {
      const bytes = this.#files.get(name)
      if (!bytes) this.say('file-missing', name)
      else if (hexOf(this.#crypto.sha256(bytes)) === hash) this.asListed.add(name)
      else this.say('file-changed', name)
    }
    for (const name of this.#files.keys())
      if (!this.#listed.has(name) && name !== sumsName && !isSignatureName(name))
        this.say('file-not-listed', name)
    return [...this.#listed.keys()].map(name => ({ name, isAsListed: this.asListed.has(name) }))
  }

  /** The lines in which changed files depart from the signed ones. */
  lines(): void {
    if (!this.asListed.has('lines.jsonl')) return
    const byFile = new Map<string, HashedLine[]>()
    for (const line of this.#read('lines.jsonl', readHashedLines) ?? []) {
      const known = byFile.get(line.file)
      if (known) known.push(line)
      else byFile.set(line.file, [line])
    }
    this.#places = (byFile.get('record.jsonl') ?? []).map(({ place }) => place)
    for (const [file, signed] of byFile) {
      const bytes = this.#files.get(file)
      if (bytes && !this.asListed.has(file))
        for (const each of differencesIn(bytes, signed, this.#crypto)) this.differences.push(each)
    }
  }

  /** Keys of officers whose signatures fit the sums. */
  officers(): Bytes[] {
    const message = signedBytes(this.#files.get(sumsName) ?? new Uint8Array(), this.#crypto)
    const names = [...this.#files.keys()].filter(isSignatureName)
    if (names.length === 0) this.say('not-signed', sumsName)
    const keys: Bytes[] = []
    for (const name of names) {
      const read = readSshSignature(this.#files.get(name) ?? new Uint8Array())
      if ('refused' in read) this.say('no-form', name)
      else if (this.#crypto.verify(message, read.value.signature, read.value.key))
        keys.push(read.value.key)
      else this.say('officer-wrong', name)
    }
    // No signature fits: the list itself may be what changed.
    if (names.length > 0 && keys.length === 0) this.say('officer-wrong', sumsName)
    return keys
  }

  statement(): AdoptionStatement | null {
    const statement = this.#read('adoption.txt', readStatement)
    const isListed = this.asListed.has('adoption.txt')
    if (statement && isListed && !isConsistent(statement)) this.say('inconsistent', 'adoption.txt')
    return statement
  }

  /** Different one-time keys whose signatures fit the statement. */
  members(statement: AdoptionStatement | null): number {
    const bytes = this.#files.get('adoption.txt') ?? new Uint8Array()
    const all = this.#read('signatures.jsonl', readSignatures) ?? []
    let valid = 0
    for (const [index, { key, signature }] of all.slice(0, mostSeats).entries())
      if (this.#crypto.verify(bytes, fromHex(signature), fromHex(key))) valid++
      else if (this.asListed.has('signatures.jsonl') && this.asListed.has('adoption.txt'))
        this.say('member-wrong', 'signatures.jsonl', index + 1)
    if (all.length > mostSeats || (statement && valid > statement.counts.seats))
      this.say('too-many-members', 'signatures.jsonl')
    return valid
  }

  /** In the order of the statement, as the question named them. */
  texts(statement: AdoptionStatement | null): Checked['texts'] {
    const order = (statement?.texts ?? []).map(({ sha256 }) => sha256)
    const placeOf = (file: string): number => order.indexOf(this.#listed.get(file) ?? '')
    const names = [...this.#files.keys()].filter(isTextName)
    return names
      .sort((a, b) => placeOf(a) - placeOf(b))
      .flatMap(file => {
        const text = this.#read(file, readTextFile)
        return text ? [{ file, text }] : []
      })
  }

  record(names: readonly NamedLine[]): Checked['record'] {
    const lines = linesIn(this.#files.get('record.jsonl') ?? new Uint8Array())
    const places = this.asListed.has('record.jsonl') ? this.#places : []
    const chosen = new Map(names.flatMap(line => (line[0] === 'as' ? [[line[1], line[2]]] : [])))
    const withdrawn = new Set(names.flatMap(line => (line[0] === 'withdrawn' ? [line[1]] : [])))
    const record = this.#read('record.jsonl', readRecord) ?? []
    return record.map((said, index) => {
      const hash = hexOf(this.#crypto.sha256(lines[index] ?? new Uint8Array()))
      return {
        ...said,
        place: places[index] ?? '',
        as: chosen.get(hash) ?? '',
        isWithdrawn: withdrawn.has(hash),
      }
    })
  }

  names(): NamedLine[] {
    this.#read('amendments.jsonl', readAmended)
    return this.#read('names.jsonl', readNames) ?? []
  }

  /** Whether the statement names what is in the pack, and the pack has what it names. */
  fits(statement: AdoptionStatement, record: readonly SaidLine[]): void {
    const hashOf = (name: string): string => this.#listed.get(name) ?? ''
    const names = [...this.#listed.keys()]
    const texts = names.filter(isTextName)
    const files = names.filter(name => name.startsWith('files/'))
    const adopted = new Set([...statement.texts.map(({ sha256 }) => sha256), ...statement.files])
    for (const { language, sha256 } of statement.texts)
      if (!texts.some(name => name.startsWith(`text.${language}.`) && hashOf(name) === sha256))
        this.say('not-in-pack', `text.${language}.jsonl`)
    for (const sha256 of statement.files)
      if (!files.some(name => hashOf(name) === sha256)) this.say('not-in-pack', `files/ ${sha256}`)
    for (const name of [...texts, ...files])
      if (!adopted.has(hashOf(name))) this.say('not-adopted', name)
    if (hashOf('record.jsonl') !== statement.record) this.say('not-in-pack', 'record.jsonl')
    if (!this.asListed.has('record.jsonl')) return
    const reservations = record.filter(({ what }) => what === 'reservation').length
    if (reservations < statement.counts.reservations)
      this.say('reservation-missing', 'record.jsonl')
    if (texts.every(name => this.asListed.has(name))) this.#mustBePlaced(texts, record)
  }

  #mustBePlaced(texts: readonly string[], record: readonly SaidLine[]): void {
    const hashes = new Set(
      texts.flatMap(name =>
        linesIn(this.#files.get(name) ?? new Uint8Array()).map(line =>
          hexOf(this.#crypto.sha256(line)),
        ),
      ),
    )
    for (const [index, said] of record.entries())
      if (said.what === 'reservation' && said.line !== null && !hashes.has(said.line))
        this.say('reservation-unplaced', 'record.jsonl', index + 1)
  }
}

/** Officers of the card among the keys that signed, and keys that are not on it. */
const officersOf = (keys: readonly Bytes[], card: GroupCard | null): Checked['officers'] => {
  const found = keys.map(key => card?.keys.find(each => areEqual(each.key, key))?.officer)
  const known = new Set(found.filter(officer => officer !== undefined)).size
  return {
    known,
    needs: card?.needs ?? 0,
    strangers: found.filter(officer => officer === undefined).length,
  }
}

const verdictOf = (
  { problems, officers, members }: Pick<Checked, 'problems' | 'officers' | 'members'>,
  card: GroupCard | null,
): Verdict => {
  if (problems.length > 0) return 'changed'
  if (!card) return 'no-card'
  if (officers.known === 0) return 'unknown-group'
  if (officers.known < officers.needs) return 'too-few-officers'
  return members.valid * 2 > members.seats ? 'valid' : 'not-final'
}

/** A pack without one of these proves nothing. */
const needed = ['adoption.txt', 'record.jsonl', 'signatures.jsonl']

/** `damaged`: files around which the ZIP is not as it was written. */
export const checkPack = (
  files: Files,
  card: GroupCard | null,
  crypto: PackCrypto,
  damaged: ReadonlySet<string | null> = new Set(),
): Checked => {
  const checking = new Checking(files, crypto)
  const listed = checking.sums()
  const names = new Set(listed.map(({ name }) => name))
  for (const name of needed) if (!names.has(name)) checking.say('file-missing', name)
  checking.lines()
  const officers = officersOf(checking.officers(), card)
  const statement = checking.statement()
  const valid = checking.members(statement)
  const chosen = checking.names()
  const record = checking.record(chosen)
  if (statement && checking.asListed.has('adoption.txt')) checking.fits(statement, record)
  for (const name of damaged)
    if (name === null || checking.asListed.has(name) || !names.has(name))
      checking.say('zip-changed', name ?? '')
  const texts = checking.texts(statement)
  const found = {
    problems: checking.problems,
    officers,
    members: { valid, seats: statement?.counts.seats ?? 0 },
  }
  return {
    ...found,
    differences: checking.differences,
    files: listed,
    statement,
    texts,
    record,
    names: chosen,
    verdict: verdictOf(found, card),
  }
}
