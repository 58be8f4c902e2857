// The fake core's answers about consents: four codes of an assessment, kept in memory.
import { type ConsentItem, type CoreContract, everyRight } from '#shared/contract'
import { codeOf } from '#document/consultation'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `consents.${string}`>

const at = (place: string) => ({ block: 'aaaaaaaaab' as BlockId, place })

const examples = (by: MemberId, now: number): ConsentItem[] => {
  const item = (code: string, fields: Partial<ConsentItem>): ConsentItem => ({
    code,
    scope: 'outside',
    until: null,
    what: [],
    standing: 'covers',
    apart: false,
    blocks: [at('2')],
    record: [],
    ...fields,
  })
  const said = { by, at: now - 86_400_000, until: null, what: '' } as const
  return [
    item('R1', {
      until: '2019-06-30',
      what: ['Her words, without the name of the town.'],
      record: [{ ...said, scope: 'outside', until: '2019-06-30' }],
    }),
    item('R2', {
      scope: 'withdrawn',
      standing: 'withdrawn',
      apart: true,
      blocks: [at('2'), at('4')],
    }),
    item('R3', { until: '2018-09-01', standing: 'expired', blocks: [] }),
    item('R4', { scope: null, standing: 'unknown' }),
  ]
}

export const fakeConsents = (fake: {
  isOn: boolean
  self(): MemberId
  now: number
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, Calls> => {
  let items = fake.isOn ? examples(fake.self(), fake.now) : []
  return {
    'consents.list': () => ({ rights: [...everyRight], items }),
    'consents.put'({ document, code: typed, scope, until, what }) {
      const code = codeOf(typed)
      if (!/^\p{L}{0,4}-?\p{Nd}{1,4}$/u.test(code)) throw new Failure('invalid-input')
      const known = items.find(each => each.code === code)
      const standing = scope === 'outside' || scope === 'public' ? 'covers' : scope
      const next: ConsentItem = {
        code,
        scope,
        until,
        standing,
        apart: false,
        what: what === '' ? [] : [what],
        blocks: known?.blocks ?? [],
        record: [],
      }
      items = [...items.filter(each => each !== known), next]
      items = items.toSorted((a, b) => a.code.localeCompare(b.code))
      fake.changed(document)
    },
  }
}
