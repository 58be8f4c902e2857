// The fake core's answers about handing over and forwarding: a note, and a text that went to the second
// group. No person, text or group in it is real.
import type { CoreContract, DocumentSummary } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { exampleGroup, otherGroup } from './fake-group.ts'

type Calls = Extract<keyof CoreContract['calls'], `handOver.${string}` | `forwarding.${string}`>

type FakeHandOver = {
  now: number
  add(fields: Pick<DocumentSummary, 'group' | 'kind' | 'title' | 'language'>): DocumentId
}

const block = (letter: string): BlockId => letter.repeat(10) as BlockId

const text = {
  title: 'Record of the meeting with officials on the regional observatory',
  level: 'country',
  direction: 'ltr',
  adoption: 'c07e55b2'.repeat(8),
  lines: [
    {
      block: block('a'),
      number: '1.',
      inside: 'The Alliance for the Access of Women to Justice met officials of the ministry.',
      leaves: 'The Alliance for the Access of Women to Justice met officials of the ministry.',
      isWithheld: false,
    },
    {
      block: block('b'),
      number: '2.',
      inside: 'L.H. asked about research protocols that are sensitive to gender.',
      leaves: 'A participant asked about research protocols that are sensitive to gender.',
      isWithheld: false,
    },
    {
      block: block('c'),
      number: '3.',
      inside: 'The two cases of June were named.',
      leaves: '',
      isWithheld: true,
    },
  ],
} as const

export function fakeHandOver({ now, add }: FakeHandOver): Pick<Handlers<CoreContract>, Calls> {
  const here = exampleGroup(now)
  const there = otherGroup(now)
  const forwarded = new Set<DocumentId>()
  return {
    'handOver.write': ({ group, title, language }) => ({
      document: add({ group, kind: 'minutes', title, language }),
    }),
    'forwarding.prepare': () => ({
      ...text,
      lines: [...text.lines],
      targets: [{ group: there.id, name: there.name, level: 'regional', members: 18 }],
    }),
    'forwarding.forward'({ group, language }) {
      if (group === here.id) throw new Failure('not-permitted')
      const document = add({
        group: group as GroupId,
        kind: 'officials',
        title: text.title,
        language,
      })
      forwarded.add(document)
      return { document }
    },
    'forwarding.origin': ({ document }) =>
      forwarded.has(document)
        ? {
            level: text.level,
            adoption: text.adoption,
            checked: 'unknown',
            pack: { is: 'none', group: null },
          }
        : null,
  }
}
