// The card of a group: who may sign its packs, in the form of OpenSSH's `allowed_signers`. The
// secretariat has it before any pack, by hand or read aloud.
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { Level, Name } from '../vocabulary.ts'
import { areEqual, type Bytes } from './bytes.ts'
import { Refused, reading, type Read } from './refusal.ts'
import { keyIn, namespace, sshKey } from './sshsig.ts'

/** Bytes of a card. */
export const largestCard = 65_536

export type CardKey = {
  /** Counted from 1, of officers on the card, and of each officer's devices. */
  officer: number
  device: number
  key: Bytes
}

export type GroupCard = {
  group: string
  level: Level
  /** Different officers who must have signed a pack. */
  needs: number
  keys: CardKey[]
}

/** A name on one line, in one spelling. */
export const nameOnCard = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .normalize('NFC')
    .trim()

export const writeCard = ({ group, level, needs, keys }: GroupCard): Bytes =>
  encodeUtf8(
    [
      '# baraza card 1',
      `# group ${group} (${level})`,
      `# needs ${needs}`,
      ...keys.map(
        ({ officer, device, key }) =>
          `group namespaces="${namespace}" ${sshKey(key)} key-${officer}.${device}`,
      ),
    ]
      .map(line => `${line}\n`)
      .join(''),
  )

const signer = new RegExp(
  `^group namespaces="${namespace}" (ssh-ed25519 \\S+) key-([1-9]\\d{0,2})\\.([1-9]\\d{0,2})$`,
)

const keyOf = (line: string, at: number): CardKey => {
  const [, text = '', officer = '', device = ''] = signer.exec(line) ?? []
  const key = keyIn(text)
  if (!key) throw new Refused(at, 'The line is no key of an officer.')
  return { officer: Number(officer), device: Number(device), key }
}

/** Refuses every file but those that `writeCard` writes; keys ascend by officer and device. */
export const readCard = (bytes: Bytes): Read<GroupCard> =>
  reading(() => {
    const refused = new Refused(0, 'The file is no card of a group.')
    if (bytes.length > largestCard) throw refused
    let lines: string[]
    try {
      lines = decodeUtf8(bytes).split('\n').slice(0, -1)
    } catch {
      throw refused
    }
    const [, about = '', needed = '', ...signers] = lines
    const [, group = '', level] = /^# group (.+) \(([a-z]+)\)$/.exec(about) ?? []
    const needs = Number(/^# needs ([12])$/.exec(needed)?.[1])
    if (!v.is(Level, level) || !v.is(Name, group) || !(needs > 0)) throw refused
    const keys = signers.map((line, index) => keyOf(line, index + 4))
    const card = { group, level, needs, keys }
    if (!areEqual(writeCard(card), bytes)) throw refused
    const isInOrder = keys.every(({ officer, device }, index) => {
      const before = keys[index - 1]
      if (!before) return officer === 1 && device === 1
      return before.officer === officer
        ? device === before.device + 1
        : officer === before.officer + 1 && device === 1
    })
    const officers = keys.at(-1)?.officer ?? 0
    const different = new Set(keys.map(({ key }) => key.join())).size
    if (!isInOrder || different !== keys.length || officers < needs)
      throw new Refused(0, 'The keys of the card are not in order.')
    return card
  })
