// Cost of restricting an annex, counted: a member who shares a text can put thousands of tables in
// it.
import { expect, test } from 'vitest'
import type { Block, Page } from '#document/model'
import type { BlockId } from '#shared/ids'
import { committee } from '#tests/committee'
import { laterRefusal } from '#tests/refusal'
import { restrict } from '../../src/core/drafting/restricted/restricting.ts'

const name = (at: number): string => `${at}`.padStart(10, 'x')

test('when an annex has thousands of tables, the cost is one search for each at most', async () => {
  const { chair, group, id: document } = await committee('Annex', [])
  const circle = chair.circles.found(group, 'Drafting').id
  const { meta } = chair.documents.page(document)
  let looks = 0
  /** As many tables of one cell, each of which counts the searches in it. */
  const annexOf = (tables: number): Page => {
    const cells = Array.from({ length: tables }, (_, at): Block => {
      const cell = { table: name(at), row: name(at), column: name(at) }
      return {
        id: name(at) as BlockId,
        kind: 'paragraph',
        number: '',
        runs: [],
        get cell() {
          looks++
          return cell
        },
      }
    })
    const heading: Block = { id: 'annexannex' as BlockId, kind: 'h1', number: 'I.', runs: [] }
    return { meta, blocks: [heading, ...cells] }
  }
  const looksAt = async (tables: number): Promise<number> => {
    const page = annexOf(tables)
    looks = 0
    chair.documents.page = () => page
    const wanted = { document, block: 'annexannex' as BlockId, circle, section: true }
    expect(await laterRefusal(restrict(chair, wanted, 0))).toBe('section-too-long')
    return looks
  }
  const few = await looksAt(500)
  expect(few).toBeGreaterThan(500)
  expect(await looksAt(2000)).toBeLessThan(5 * few)
})
