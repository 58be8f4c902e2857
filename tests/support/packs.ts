// An adopted text with its acts, and the pack that is made of it: by a chair, a rapporteur and seven
// members, with a reservation on a paragraph, an explanation and a decided file.
import * as Y from 'yjs'
import type { Act, BodyOf } from '#core/deliberation/acts'
import {
  cardOf,
  cardPair,
  lineHash,
  packFiles,
  signFiles,
  writeContainer,
  writeTextFile,
  type Files,
  type PackSource,
} from '#core/deliberation/adoption'
import { digest, sha256, signingPairFrom, signPlain, toHex, utf8, type Bytes } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import { readPage, writeMeta } from '#document/tree'
import { templateOf } from '#document/templates'
import { writeBlocks } from '#document/blocks'
import type { Language } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Party, World } from './deliberation.ts'
import { countedRandom } from './editor-peer.ts'
import { newDocument } from './shared-pages.ts'

const names = ['Alice', 'Bob', 'Carol', 'Dora', 'Eve', 'Fay', 'Gia', 'Hana', 'Ines']

const written = (language: Language): { bytes: Bytes; doc: Y.Doc } => {
  const doc = newDocument(70)
  writeMeta(doc, { kind: 'statement', language, title: `Title in ${language}` })
  writeBlocks(doc, templateOf('statement', language), { random: countedRandom(7) })
  const steps = [
    ...['Welcomes the report.', 'Urges States to act.', 'Asks for funds.'].map((words, at) => ({
      new: `${words} (${language})`,
      after: 3 + at,
      kind: 'num1' as const,
    })),
    { footnote: 'See the report.', block: 5, at: 4 },
  ]
  const { refused } = applyEditScript(doc, steps, { random: countedRandom(8), now: () => 1 })
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  const made = writeTextFile({ page: readPage(doc), open: [], edition: '', pictureOf: () => null })
  if ('obstacles' in made) throw new Error('no text')
  return { bytes: made.bytes, doc }
}

export type Adopted = {
  world: World
  parties: Party[]
  source: PackSource
  /** The block of the reservation, and of its paragraph the place. */
  block: BlockId
  place: string
}

const hashOf = (words: string): Bytes => digest('pack', utf8(words))

/** Six of nine sign; positions and signatures are acts that each device took in. */
export const adopted = (): Adopted => {
  const world = new World()
  const roles = ['chair', 'rapporteur', ...Array<'member'>(7).fill('member')] as const
  const parties = names.map((name, at) => world.join(name, roles[at] ?? 'member'))
  const [alice, bob, carol] = parties as [Party, Party, Party]
  for (const party of parties) party.records = parties.at(-1)!.records
  const everyone = (act: Act): Act => {
    for (const party of parties) party.take([act])
    return act
  }
  const [english, arabic] = [written('en'), written('ar')]
  const found = readPage(english.doc).blocks.find(each => blockText(each).startsWith('Asks'))!
  const [block, place] = [found.id!, found.number.replace('.', '')]
  const annex = utf8('the annex')
  const body = world.question(alice)
  const about = everyone(
    alice.ask({
      purpose: 'adopt',
      texts: [english, arabic].map(({ bytes }, at) => ({
        ...body.texts[0]!,
        language: at === 0 ? 'en' : 'ar',
        sha256: sha256(bytes),
      })),
      rule: { kind: 'consensus', quorum: 5, threshold: null, heard: false },
      files: [{ name: 'Annex.pdf', hash: hashOf('annex'), sha256: sha256(annex), size: 9 }],
    }),
  )
  const placing = { subject: about.id }
  for (const party of parties.filter(each => each !== carol))
    everyone(party.position(about, 'support'))
  const reserved: BodyOf<'position'> = {
    type: 'position',
    choice: 'reservations',
    reason: '',
    reservations: [
      {
        block,
        line: lineHash(english.bytes, block),
        words: 'We read this narrowly.',
        as: 'A member',
      },
      { block: null, line: null, words: 'On the whole.', as: '' },
    ],
  }
  everyone(carol.write(reserved, placing))
  everyone(
    alice.write({ type: 'say', what: 'explanation', block, words: 'نؤيد النص.', as: '' }, placing),
  )
  everyone(bob.close(about))
  const { adoption, record } = bob.proceedings.statement(about.id, bob.records)!
  const statement = sha256(adoption)
  everyone(bob.write({ type: 'declare', outcome: 'agreed', number: '2026/7', statement }, placing))
  const signatures = parties.slice(0, 6).map(party => {
    const once = signingPairFrom(hashOf(`once ${party.device}`))
    return { key: once.public, signature: signPlain(adoption, once.secret) }
  })
  const first = new TextDecoder()
    .decode(record)
    .split('\n')
    .find(line => line.includes('narrowly'))
  return {
    world,
    parties,
    block,
    place,
    source: {
      adoption,
      record,
      signatures,
      texts: [
        { language: 'en', bytes: english.bytes },
        { language: 'ar', bytes: arabic.bytes },
      ],
      files: [{ name: 'Annex.pdf', bytes: annex }],
      printed: [{ name: 'text.en.html', bytes: utf8('<!doctype html>') }],
      amendments: [
        { label: 'A1', paragraph: '2', before: 'may', after: 'shall', outcome: 'taken in' },
      ],
      names: {
        group: 'Advisory Group',
        reference: 'AG/2026/1',
        number: '2026/7',
        symbol: '',
        day: '2026-11-29',
        said: [{ line: toHex(sha256(utf8(`${first}\n`))), as: 'A member' }],
        withdrawn: [],
        endorsers: ['Network of Defenders'],
      },
      help: 'How to check this pack.\n',
    },
  }
}

export const pairOf = (party: Party) => cardPair(party.keys.signing.secret)

/** Signed by the chair and the rapporteur. */
export const signedFiles = ({ source, parties }: Adopted): Files =>
  parties.slice(0, 2).reduce((files, party) => signFiles(files, pairOf(party)), packFiles(source))

export const packOf = (of: Adopted): Bytes => writeContainer(signedFiles(of))

export const cardFor = (parties: readonly Party[], group = 'Advisory Group'): Bytes =>
  cardOf({ group, level: 'country', officers: parties.map(party => [pairOf(party).public]) })!
