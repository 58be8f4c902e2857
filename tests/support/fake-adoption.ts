// Packs and cards as a window sees them: one officer has signed, and two have to. No person, key or text in it
// is real.
import type { CoreContract } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `adoption.${string}`>

const words = {
  language: 'en' as const,
  words: ['river', 'lantern', 'cotton', 'seven', 'harbour', 'mango'],
  numbers: ['1234', '5678', '9012', '3456', '7890'],
}
const card = `# baraza card 1
# group Executive Director’s Civil Society Advisory Group (global)
# needs 2
group namespaces="baraza-pack" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrBVuAqYpD1zWm0cSgXkF6nTqR2 key-1.1
group namespaces="baraza-pack" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM5vUeKs8LhYt0QbXo3JdRz7Wc4F key-2.1
`

const files = [
  { name: 'SHA256SUMS', size: 812 },
  { name: 'adoption.txt', size: 382 },
  { name: 'amendments.jsonl', size: 640 },
  { name: 'how-to-check.txt', size: 1204 },
  { name: 'lines.jsonl', size: 1630 },
  { name: 'names.jsonl', size: 420 },
  { name: 'printed/text.en.docx', size: 18_400 },
  { name: 'printed/text.en.html', size: 42_100 },
  { name: 'record.jsonl', size: 310 },
  { name: 'signatures.jsonl', size: 1005 },
  { name: 'text.en.jsonl', size: 5120 },
]

/** How a pack is that a person checks: `foreign` is signed by no officer of the card. */
export type FakePack = 'whole' | 'changed' | 'foreign' | 'none'

const counts = {
  seats: 9,
  quorum: 6,
  support: 5,
  reservations: 1,
  abstain: 1,
  aside: 0,
  object: 0,
  heard: 0,
  seen: 0,
  'not-received': 2,
}

export const fakeAdoption = (
  members: readonly MemberId[],
  pack: FakePack,
): Pick<Handlers<CoreContract>, Calls> => {
  const [first, second] = members as [MemberId, MemberId]
  return {
    'adoption.pack': () => ({ signed: 1, needs: 2 }),
    'adoption.sign': () => ({ signed: 2, needs: 2 }),
    'adoption.card': () => ({ words, officers: 2, needs: 2, isOn: true }),
    'adoption.printCard': () => {},
    'adoption.showCard': () => ({
      card,
      words,
      officers: 2,
      needs: 2,
      isOn: true,
      isOfficer: true,
    }),
    'adoption.preview': ({ names }) => ({
      files: files.filter(({ name }) => names || name !== 'names.jsonl'),
      group: names ? 'Executive Director’s Civil Society Advisory Group' : '',
      reference: names ? 'EDCSAG/2018/5' : '',
      number: names ? 'D/2018/15' : '',
      symbol: '',
      day: '',
      named: names
        ? [
            { as: 'The Chair', where: 'reservation' },
            { as: 'The Chair', where: 'endorsement' },
            { as: 'The Rapporteur', where: 'endorsement' },
            { as: 'C.R., Latin America', where: 'endorsement' },
          ]
        : [],
      reservations: 1,
      signatures: 5,
      officers: [
        { member: first, hasKey: true },
        { member: second, hasKey: false },
      ],
      needs: 2,
    }),
    'adoption.check': () => {
      if (pack === 'none') return { card: null, summary: null, signed: [], lacking: [] }
      const isChanged = pack === 'changed'
      const isForeign = pack === 'foreign'
      return {
        card: { group: 'Executive Director’s Civil Society Advisory Group', level: 'global' },
        summary: {
          verdict: isChanged ? 'changed' : isForeign ? 'unknown-group' : 'valid',
          problems: isChanged ? [{ code: 'file-changed', file: 'text.en.jsonl', line: 5 }] : [],
          differences: isChanged
            ? [{ file: 'text.en.jsonl', what: 'differs', kind: 'block', place: '4', behind: '3' }]
            : [],
          files: files.map(({ name }) => ({
            name,
            isAsListed: !isChanged || name !== 'text.en.jsonl',
          })),
          officers: { known: isForeign ? 0 : 2, needs: 2, strangers: isForeign ? 2 : 0 },
          members: { valid: 5, seats: 9 },
          statement: { outcome: 'agreed', counts },
          texts: [
            {
              file: 'text.en.jsonl',
              title: 'Follow-up to CSW62, paragraph 42',
              language: 'en',
              paragraphs: 9,
              notes: 2,
            },
          ],
          record: [
            {
              what: 'reservation',
              place: '4',
              words: 'Not without the consent of those named.',
              as: 'The Chair',
              isWithdrawn: false,
            },
          ],
          group: 'Executive Director’s Civil Society Advisory Group',
        },
        signed: isForeign ? [] : [first, second],
        lacking: [],
      }
    },
  }
}
