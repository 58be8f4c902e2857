// Updates outside the comments by a member who may only comment.
import { rightsAlone, type Right } from '#shared/contract'
import * as c from '../crafted.ts'
import { inFirst, one, type Class, type Scene } from './scene.ts'

const commenting: ReadonlySet<Right> = new Set(['remark'])

const of = (log: 'threads' | 'amendments') => (kind: string) => ({ log, kind })

export const commentOnly: Class[] = [
  ...[
    { name: 'writes in the text with the right to comment alone', is: c.string('x'), at: inFirst },
    { name: 'marks words with the right to comment alone', is: c.format('s_cm:x', 1), at: inFirst },
    {
      name: 'gives a block a kind with the right to comment alone',
      is: c.any('h1'),
      at: (s: Scene): c.Place => ({ parent: s.block, key: 's_kind' }),
    },
    {
      name: 'gives the document another title with the right to comment alone',
      is: c.any('Mine'),
      at: (): c.Place => ({ parent: 'meta', key: 'title' }),
    },
    {
      name: 'puts a type among what was said with the right to comment alone',
      is: c.map,
      at: (): c.Place => ({ parent: 'threads', key: 't2' }),
    },
    {
      name: 'writes into the list of another with the right to comment alone',
      is: c.any(1),
      at: (s: Scene): c.Place => ({ parent: s.list }),
    },
    {
      name: 'writes in a footnote with the right to comment alone',
      is: c.string('x'),
      at: (s: Scene): c.Place => ({ parent: s.footnote }),
    },
    {
      name: 'puts another footnote in the place of one with the right to comment alone',
      is: c.words,
      at: (): c.Place => ({ parent: 'footnotes', key: 'f2' }),
    },
    {
      name: 'says in the place of another with the right to comment alone',
      is: c.any(1),
      at: (s: Scene): c.Place => ({ origin: s.said }),
    },
  ].map(({ name, is, at }): Class => ({
    name,
    expected: 'remarks-only',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s => one(s, at(s), is),
  })),
  {
    name: 'makes a paragraph a cell of a table with the right to comment alone',
    expected: 'remarks-only',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      one(s, { parent: s.block, key: 's_cell' }, c.any('aaaaaaaaaa bbbbbbbbbb cccccccccc')),
  },
  ...[
    ...['bracket', 'settle', 'gone', 'suggestion', 'strike', 'accept', 'reject'],
    ...['round', 'round-over', 'received', 'answer', 'triage', 'taken-up', 'consent'],
  ].map((kind): Class => ({
    name: `says "${kind}", which only a writer can have done, with the right to comment alone`,
    expected: 'remarks-say',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s => one(s, { parent: 'threads', key: `k${kind}` }, c.any({ kind, at: 1 })),
  })),
  {
    name: 'says a "bracket" as one that a file quotes with the right to comment alone',
    expected: 'remarks-say',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      one(
        s,
        { parent: 'threads', key: 'kquoted' },
        c.any({ kind: 'quoted', entry: { kind: 'bracket' } }),
      ),
  },
  ...['accept', 'decline', 'reopen', 'handled'].map((kind): Class => ({
    name: `settles an amendment without the right: ${kind}`,
    expected: 'settles-by-right',
    rules: s => ({ ...s.rules, rights: () => rightsAlone }),
    make: s =>
      one(s, { parent: 'amendments', key: '7-abcdefghij/9-abcdefghij' }, c.any(1, { kind })),
  })),
  ...['template', 'no-template'].map((kind): Class => ({
    name: `says "${kind}" of the group's templates without the right`,
    expected: 'settles-by-right',
    rules: s => ({ ...s.rules, rights: () => rightsAlone }),
    make: s => one(s, { parent: 'threads', key: '7-abcdefghij/7-abcdefghij' }, c.any(1, { kind })),
  })),
  ...(
    [
      ...[...['proposal', 'paragraph', 'withdraw', 'version', 'a-later-one'].map(of('threads'))],
      ...[...['amendment', 'subamendment', 'sponsor', 'comment'].map(of('amendments'))],
    ] as const
  ).map(({ log, kind }): Class => ({
    name: `says "${kind}" in ${log} without the right to propose`,
    expected: 'proposes-by-right',
    rules: s => ({ ...s.rules, isRemarks: true, rights: () => commenting }),
    make: s => one(s, { parent: log, key: '7-abcdefghij/7-abcdefghij' }, c.any({ kind })),
  })),
  {
    name: 'hides a proposal behind a comment without the right to propose',
    expected: 'proposes-by-right',
    rules: s => ({ ...s.rules, isRemarks: true, rights: () => commenting }),
    make: s =>
      one(
        s,
        { parent: 'threads', key: '7-abcdefghij/7-abcdefghij' },
        c.any({ kind: 'comment' }, { kind: 'proposal' }),
      ),
  },
  {
    name: 'takes back an amendment with the right to comment alone',
    expected: 'remarks-delete-nothing',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      c.craft(
        [
          {
            client: s.mallory,
            clock: s.next,
            structs: [{ at: { parent: 'amendments', key: 'k' }, is: c.any({ kind: 'sponsor' }) }],
          },
        ],
        [{ client: s.first.start.client, clock: s.first.start.clock, length: 1 }],
      ),
  },
  {
    name: 'takes something back with the right to comment alone',
    expected: 'remarks-delete-nothing',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      c.craft(
        [
          {
            client: s.mallory,
            clock: s.next,
            structs: [{ at: { parent: 'threads', key: 'k' }, is: c.any(1) }],
          },
        ],
        [{ client: s.first.start.client, clock: s.first.start.clock, length: 1 }],
      ),
  },
]
