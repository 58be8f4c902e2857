// Changes of a text as a whole, or by core for a member: a paragraph is given to a circle and
// lifted again, and an earlier state is restored.
import { hasState, pageAt, stateOf } from '#document/history/versions'
import {
  isUnsettled,
  liftBlock,
  mayRestrict,
  restrictBlock,
  restrictedPart,
  inWords,
} from '#document/restricted'
import { readPage } from '#document/tree'
import { restorePage } from '#document/history/restore'
import { DocumentId } from '#shared/ids'
import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { ownChange } from '../../../src/renderer/editor/undo/own-undo.ts'
import type { Act } from './turn.ts'

/** Like in core: the circle has the words before the text loses them. Other tests cover notes. */
const restrict: Act = ({ peer: { doc }, by, ledger: { withheld }, touch }) => {
  const page = readPage(doc)
  const may = page.blocks.filter(
    block => block.id !== null && mayRestrict(block) && !isUnsettled(block),
  )
  const picked = may.length > 0 ? by.pick(may) : null
  // All cells of a table go, and the first keeps the place.
  const part = picked ? restrictedPart(page.blocks, page.blocks.indexOf(picked)) : []
  const [block] = part
  const isWhole = part.every(each => may.includes(each))
  const hasNotes = part.some(({ runs }) => runs.some(run => run.note !== undefined))
  if (block?.id == null || !isWhole || hasNotes) return
  const text = v.parse(DocumentId, Buffer.from(by.bytes(16)).toString('hex'))
  const { blocks } = inWords(page)
  const ids = new Set(part.map(({ id }) => id))
  withheld.set(text, { ...page, blocks: blocks.filter(({ id }) => ids.has(id)), notes: [] })
  for (const id of ids) if (id !== null) touch(id)
  restrictBlock(doc, block.id, text)
}

const lift: Act = ({ peer: { doc }, by, ledger: { withheld }, touch }) => {
  const places = readPage(doc).blocks.filter(({ label }) => label !== undefined)
  const place = places.length > 0 ? by.pick(places) : null
  const text = place?.ref === undefined ? undefined : withheld.get(place.ref)
  if (place?.id == null || !text) return
  touch(place.id)
  liftBlock(doc, place.id, text, by.bytes)
}

/** Keeps the present state, or restores an earlier one. */
const version: Act = ({ peer: { doc }, by, ledger: { states } }) => {
  const known = states.filter(state => hasState(doc, state))
  if (known.length === 0 || by.next() < 0.4) return void states.push(stateOf(doc))
  const change = (work: () => void): void => doc.transact(work, ownChange)
  restorePage(doc, pageAt(doc, by.pick(known)), { random: by.bytes, change })
}

export const wholeActs = { restrict, lift, version } satisfies Record<string, Act>
