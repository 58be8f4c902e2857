// Search for citations: every paragraph on this device that cites an instrument, in any language,
// and no other.
import { expect, test } from 'vitest'
import { random, toHex } from '#core/keys'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'

const group = 'ab'.repeat(32) as GroupId
const other = 'cd'.repeat(32) as GroupId

test('when a paragraph or title cites an instrument, it is a hit, in a group and beside other words too', () => {
  const archive = temporaryArchive()
  const keep = (title: string, texts: readonly string[], of = group): DocumentId => {
    const id = toHex(random(16)) as DocumentId
    archive.documents.put({
      id,
      group: of,
      kind: 'statement',
      title,
      language: 'en',
      reference: '',
      status: 'draft',
      shared: false,
      secret: new Uint8Array(),
      createdAt: 1,
      changedAt: 1,
      changedBy: null,
      words: 0,
    })
    archive.search.replace(
      id,
      texts.map((text, index) => ({
        block: `${index}`.padStart(10, 'abcdefghij') as BlockId,
        number: `${index + 1}.`,
        text,
      })),
    )
    return id
  }
  const first = keep('One', [
    'Recalling resolution A/RES/68/181 and A/RES/66/164,',
    'a res 68 181 is no symbol, A/RES/68/1810 is another, and so is A/RES/68/18.',
    'As said in A/RES/68/181, rural women.',
  ])
  const second = keep('Input on A/RES/68/181', ['إذ تشير إلى القرار A/RES/68/181،'], other)
  keep('Three', [
    'Nothing but 68/181.',
    'CSW 62 and CSW62 agreed conclusions.',
    'S/RES/1325 (2000)',
  ])

  const citing = (instrument: string, request: { groups?: GroupId[] } = {}) =>
    archive.search.citing({ instrument, ...request })
  const marks = (instrument: string): string[] =>
    citing(instrument).hits.map(
      ({ number, snippet }) =>
        `${number} ${snippet.map(({ text, match }) => (match ? `[${text}]` : '')).join('')}`,
    )

  expect(marks('A/RES/68/181')).toEqual([
    ' [A/RES/68/181]',
    '1. [A/RES/68/181]',
    '1. [A/RES/68/181]',
    '3. [A/RES/68/181]',
  ])
  expect(citing('A/RES/68/181')).toMatchObject({
    total: 2,
    hits: [{ document: second }, {}, {}, {}],
  })
  expect(marks('CSW62')).toEqual(['2. [CSW 62][CSW62]'])
  keep('Four', [
    '见A/HRC/37/51号文件',
    '在妇女地位委员会第六十一届会议上',
    'на 61-й сессии Комиссии по положению женщин',
    'الدورة الحادية والستين للجنة وضع المرأة',
    'the sixty-first session of the Commission on the Status of Women',
    'the Commission on the Status of Women',
  ])
  expect(marks('A/HRC/37/51')).toEqual(['1. [A/HRC/37/51]'])
  expect(citing('CSW61').hits.map(({ number }) => number)).toEqual(['2.', '3.', '4.', '5.'])
  expect(marks('S/RES/1325')).toEqual(['3. [S/RES/1325 (2000]'])
  expect(citing('A/66/203')).toEqual({ hits: [], total: 0 })
  keep('Five', [
    'General Assembly resolution 66/164',
    '大会第66/164号决议',
    'قرار الجمعية العامة 66/164',
    'resolution 66/164 of another body',
    'Security Council resolution 2106 (2013)',
  ])
  expect(marks('A/RES/66/164')).toEqual([
    '1. [General Assembly resolution 66/164]',
    '2. [大会第66/164号决议]',
    '3. [قرار الجمعية العامة 66/164]',
    '1. [A/RES/66/164]',
  ])
  expect(citing('S/RES/2106').hits.map(({ number }) => number)).toEqual(['5.'])

  expect(citing('A/RES/68/181', { groups: [group] }).hits.map(({ document }) => document)).toEqual([
    first,
    first,
  ])
  expect(citing('A/RES/68/181')).toMatchObject({ total: 2 })
  expect(archive.search.citing({ instrument: 'A/RES/68/181', limit: 1 })).toMatchObject({
    hits: [{ document: second }],
    total: 2,
  })
})
