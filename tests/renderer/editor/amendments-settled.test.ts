// Amendments to lines of minutes that were decided: proposed and declined as everywhere, and accepted once the line is
// open again.
import { expect, onTestFinished, test } from 'vitest'
import type { Amendment } from '#document/review/amendments'
import type { BlockId } from '#shared/ids'
import { block, documentWith } from '#tests/shared-pages'
import { blockText } from '#document/model'
import { readPage } from '#document/tree'
import {
  createAmendments,
  type AmendmentsState,
} from '../../../src/renderer/editor/review/amendments/amendments-state.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'

const before = 'The group calls on States.'
const wording = 'The group urges States.'

/** Minutes with a decision, and an amendment to it. */
const begin = () => {
  const doc = documentWith([block('decision', before), block('num1', 'Later.')])
  const state = createAmendments(doc, { show: () => {} } as never, () => 5)
  const [line] = readPage(doc).blocks.map(({ id }) => id)
  if (!line) throw new Error('no line')
  const propose = (about: Parameters<AmendmentsState['propose']>[0]['about'], words: string) => {
    const done = state.propose({ about, wording: words, why: '', naming: 'named' })
    if (!('id' in done)) throw new Error(done.refused)
    return done.id
  }
  const decided = (as: 'line' | 'part') => {
    const release = settle(new Map<BlockId, typeof as>([[line, as]]))
    onTestFinished(release)
    return release
  }
  const amendment = propose({ block: line }, wording)
  const standing = (id = amendment): Amendment['standing'] | undefined => {
    const watch = state.subscribe(() => {})
    onTestFinished(watch)
    return state.view().amendments.find(each => each.id === id)?.standing
  }
  state.know(new Map())
  const text = () => readPage(doc).blocks.map(blockText)[0]
  return { state, amendment, propose, decided, standing, text }
}

test.each(['line', 'part'] as const)('no amendment to a settled line (%s) is accepted', as => {
  const { state, amendment, decided, text, standing } = begin()
  const release = decided(as)
  expect(state.settle(amendment, 'accept')).toBe(false)
  expect(text()).toBe(before)
  expect(standing()).toBe('open')
  release()
  expect(state.settle(amendment, 'accept')).toBe(true)
  expect(text()).toBe(wording)
})

test('an amendment to a settled line is declined, and open again', () => {
  const { state, amendment, decided, text, standing } = begin()
  decided('line')
  expect(state.settle(amendment, 'decline')).toBe(true)
  state.know(new Map())
  expect(standing()).toBe('declined')
  expect(state.settle(amendment, 'reopen')).toBe(true)
  expect(text()).toBe(before)
})

test('an amendment to the wording of another is accepted: no line changes', () => {
  const { state, amendment, propose, decided, text } = begin()
  const inner = propose({ amendment }, 'The group strongly urges States.')
  decided('line')
  expect(state.settle(inner, 'accept')).toBe(true)
  expect(text()).toBe(before)
})
