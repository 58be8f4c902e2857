// The list for a file that leaves, as a fake core answers: every kind of row once.
import type { CoreContract, Leaving, PreviewedChange } from '#shared/contract'
import type { BlockId, MemberId } from '#shared/ids'
import type { Input, Output } from '#shared/rpc'

export type FakeLeaving = {
  /** Respondents whose words keep the file from leaving. */
  refused?: Leaving['refused']
  /** A text in which nobody is named and nothing is open. */
  bare?: boolean
  /** How many members the text itself names. */
  inText?: number
}

const blockOf = (letter: string): BlockId => letter.repeat(10) as BlockId

export const fakeLeaving = (
  members: readonly MemberId[],
  { changes, naming }: Input<CoreContract, 'paper.leaving'>,
  { refused = [], bare = false, inText = 0 }: FakeLeaving = {},
): Leaving => {
  const memberAt = (at: number): MemberId[] => members.slice(at, at + 1)
  const speaks = (count: number, ...places: string[]) => ({
    what: 'speaker' as const,
    count,
    places,
  })
  const chosenBy = naming === undefined ? ('minutes' as const) : ('file' as const)
  const isNamed = changes?.authors === 'names'
  const spoken: Leaving['named'] = [
    {
      as: naming === 'none' ? 'a participant' : 'the Chair',
      members: memberAt(0),
      isQuoted: false,
      where: [speaks(2, '4', '6'), { what: 'owner', count: 1, places: ['8'] }],
      chosenBy,
    },
    {
      as: naming === undefined ? 'L.H.' : naming === 'role' ? 'a member' : 'a participant',
      members: memberAt(2),
      isQuoted: false,
      where: [speaks(1, '6')],
      chosenBy: naming === undefined ? 'line' : 'file',
    },
  ]
  const authors: Leaving['named'] =
    changes === undefined || changes.authors === 'group'
      ? []
      : [
          {
            as: isNamed ? 'M.S.' : 'Member 1',
            members: memberAt(1),
            isQuoted: false,
            where: [
              { what: 'change', count: 38, places: [] },
              { what: 'comment', count: 2, places: [] },
            ],
            chosenBy: 'file',
          },
          {
            as: isNamed ? 'R.K.' : 'Member 2',
            members: [],
            isQuoted: true,
            where: [{ what: 'comment', count: 1, places: [] }],
            chosenBy: 'file',
          },
        ]
  return {
    group: 'EDCSAG',
    reference: 'EDCSAG/2018/5',
    symbol: '',
    textIs: 'draft',
    named: bare ? [] : [...spoken, ...authors],
    inText: members.slice(0, inText),
    unnamed: bare ? 9 : 6,
    out: [
      { what: 'authors', count: 9, places: [] },
      ...(changes?.comments === undefined
        ? [{ what: 'comments' as const, count: 17, places: [] }]
        : []),
      { what: 'times', count: 0, places: [] },
      { what: 'devices', count: 0, places: [] },
      { what: 'amendments', count: 3, places: [] },
      { what: 'restricted', count: 1, places: ['7'] },
      ...(changes === undefined ? [{ what: 'earlier' as const, count: 0, places: [] }] : []),
      { what: 'closed', count: 1, places: [] },
    ],
    open: bare
      ? []
      : [
          { what: 'bracket', count: 2, places: ['5', '7 (a)'] },
          { what: 'amendment', count: 1, places: ['3'], labels: ['2'] },
        ],
    unseen: bare
      ? []
      : [
          { what: 'name', block: blockOf('b'), place: '4', note: null, begins: 'Ms Rao said' },
          { what: 'name', block: blockOf('c'), place: '6', note: null, begins: 'A.D. asked' },
          { what: 'name', block: null, place: '', note: 2, begins: 'See the report of A.D.' },
          { what: 'picture', block: blockOf('d'), place: '', note: null, begins: 'The hall' },
        ],
    refused: [...refused],
    beside: { open: 6, resolved: 11, suggestions: 2 },
    changes: changes === undefined ? null : { count: 38, paragraphs: 9 },
  }
}

/** Every kind of change once, as a fake core answers. */
export const fakePreview = ({
  changes,
}: Input<CoreContract, 'paper.preview'>): Output<CoreContract, 'paper.preview'> => {
  if (!changes) return { changes: [], more: 0 }
  const by = changes.authors === 'group' ? 'EDCSAG' : 'Member 1'
  const plain = { role: 'body', isMirrored: false, deed: null, isFormatted: false } as const
  const shown: PreviewedChange[] = [
    {
      ...plain,
      number: '3 (a)',
      pieces: [
        { kind: 'removed', text: 'Note', by },
        { kind: 'added', text: 'Build on', by },
        { kind: 'kept', text: ' paragraph 42 of the CSW62 agreed conclusions', by: '' },
        { kind: 'added', text: changes.until === undefined ? ', now' : ', then', by },
        { kind: 'kept', text: ';', by: '' },
      ],
    },
    {
      ...plain,
      number: '3 (c)',
      deed: 'moved-here',
      pieces: [{ kind: 'added', text: 'Combat impunity.', by }],
    },
    {
      ...plain,
      number: '',
      deed: 'removed',
      pieces: [{ kind: 'removed', text: 'Recall earlier work.', by }],
    },
    {
      ...plain,
      number: '5',
      isFormatted: true,
      pieces: [{ kind: 'kept', text: 'Publish each year.', by: '' }],
    },
  ]
  return { changes: shown, more: 2 }
}
