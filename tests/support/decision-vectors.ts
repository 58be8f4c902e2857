// One decision from the question to the last signature, with who is who, what each act is worth, what
// counts for each seat, and the statement. `node tests/support/decision-vectors.ts` wrote
// tests/fixtures/vectors/decision.json once; it never changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Act, BodyOf } from '#core/deliberation/acts'
import { digest, sha256, signingPairFrom, signPlain, toHex, utf8 } from '#core/keys'
import type { BlockId } from '#shared/ids'
import { Party, World } from './deliberation.ts'

export type DecisionVectors = {
  audience: string
  document: string
  level: string
  /** The one membership record that all acts name, and the members after it. */
  head: string
  members: { name: string; member: string; role: string; device: string; secret: string }[]
  /** In an order in which each comes after those that it stands on. */
  acts: {
    by: string
    type: string
    id: string
    bytes: string
    signature: string
    broken: string | null
  }[]
  question: string
  state: string
  outcome: string
  declaration: string
  signers: string[]
  seats: { seat: string; from: string; choice: string | null }[]
  adoption: string
  record: string
}

const block = 'abcdefgh23' as BlockId
const hashOf = (words: string) => digest('vectors', utf8(words))

/** Chair, rapporteur, four members and an alternate; each act reaches all at once. */
const decide = () => {
  const world = new World()
  const roles = { Alice: 'chair', Bob: 'rapporteur', Carol: 'member', Dora: 'member' } as const
  const parties = [
    ...Object.entries(roles).map(([name, role]) => world.join(name, role)),
    world.join('Eve', 'member'),
    world.join('Ada', 'alternate'),
  ]
  const [alice, bob, carol, dora, eve, ada] = parties as [Party, Party, Party, Party, Party, Party]
  for (const party of parties) party.records = ada.records
  const everyone = (act: Act): Act => {
    for (const party of parties) party.take([act])
    return act
  }
  const body = world.question(alice)
  const about = everyone(
    alice.ask({
      purpose: 'adopt',
      edition: 'Rev.1',
      texts: [
        { ...body.texts[0]!, sha256: sha256(utf8('text')) },
        { ...body.texts[0]!, language: 'fr', sha256: sha256(utf8('texte')) },
      ],
      files: [{ name: 'annex.pdf', hash: hashOf('annex'), sha256: sha256(utf8('annex')), size: 5 }],
      roll: body.roll.map(each => ({
        ...each,
        alternates: each.seat === dora.member ? [ada.member] : [],
      })),
      rule: { kind: 'consensus', quorum: 3, threshold: { a: 2, b: 3, more: false }, heard: true },
    }),
  )
  const placing = { subject: about.id }
  everyone(alice.position(about, 'support'))
  const reservation = {
    block,
    line: sha256(utf8('line')),
    words: 'We read “line” narrowly.',
    as: 'One member',
  }
  const reserved: BodyOf<'position'> = {
    type: 'position',
    choice: 'reservations',
    reason: '',
    reservations: [reservation, { block: null, line: null, words: 'On the whole.', as: '' }],
  }
  everyone(carol.write(reserved, placing))
  everyone(ada.position(about, 'abstain'))
  everyone(bob.heard(about, [[eve, 'aside']]))
  everyone(
    carol.write(
      { type: 'say', what: 'explanation', block, words: 'نؤيد النص.', as: 'One member' },
      placing,
    ),
  )
  everyone(eve.close(about))
  everyone(bob.close(about))
  everyone(dora.position(about, 'object'))
  const { adoption, record } = bob.proceedings.statement(about.id, bob.records)!
  const statement = sha256(adoption)
  const declaration = everyone(
    bob.write({ type: 'declare', outcome: 'agreed', number: '2026/7', statement }, placing),
  )
  for (const party of [alice, bob, carol, ada]) {
    const once = signingPairFrom(hashOf(`once ${world.nameOf(party.member)}`))
    const signature = signPlain(adoption, once.secret)
    everyone(
      party.write(
        { type: 'sign', declare: declaration.id, key: once.public, signature, as: '' },
        placing,
      ),
    )
  }
  return { world, parties, alice, about, declaration, adoption, record }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export const makeDecisionVectors = (): DecisionVectors => {
  const { world, parties, alice, about, declaration, adoption, record } = decide()
  const state = alice.state(about)
  if (state?.is !== 'final') throw new Error('the decision is not final')
  const nameOf = ({ device }: Act): string =>
    world.nameOf(parties.find(party => party.device === device)!.member)
  return {
    audience: world.audience,
    document: world.document,
    level: 'country',
    head: alice.records[0]!,
    members: parties.map(({ member, device, keys }) => ({
      name: world.nameOf(member),
      member,
      role: world.membership.at(alice.records)!.people.get(member)!.role,
      device,
      secret: toHex(keys.signing.secret),
    })),
    acts: alice.acts.map(act => ({
      by: nameOf(act),
      type: act.body.type,
      id: act.id,
      bytes: toHex(act.signed.bytes),
      signature: toHex(act.signed.signature),
      broken: alice.broken(act),
    })),
    question: about.id,
    state: state.is,
    outcome: state.outcome.code,
    declaration: declaration.id,
    signers: [...state.signers],
    seats: state.outcome.seats.map(({ seat, from, choice }) => ({ seat, from, choice })),
    adoption: text(adoption),
    record: text(record),
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/decision.json')
  writeFileSync(path, `${JSON.stringify(makeDecisionVectors(), null, 1)}\n`)
}
