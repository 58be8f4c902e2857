// Word files with changes: the changes are Word's own. With all of them rejected the text is the
// earlier one, with all of them accepted the later one. The reader of Word files judges.
import { describe, expect, test } from 'vitest'
import type { Sheet } from '#core/paper'
import type { Language } from '#shared/contract'
import { stateOf } from '#shared/document'
import { diceFrom } from '#tests/documents'
import { changeAtRandom, generatedText, sixLanguages } from '#tests/generated-text'
import { redlineSheet } from '#tests/redline-sheet'
import { readingsOf } from '#tests/word-readings'

/** Both readings of a file with changes, and the two texts as files of their own. */
const roundTrip = async (sheet: Sheet) => {
  const { since, ...now } = sheet
  if (!since) throw new Error('no changes')
  const { accepted, rejected } = await readingsOf(sheet)
  return {
    accepted,
    rejected,
    now: (await readingsOf(now)).accepted,
    before: (await readingsOf({ ...now, page: since.page })).accepted,
  }
}

const generated = (seed: number, language: Language): Sheet => {
  const doc = generatedText(seed, language)
  const from = stateOf(doc)
  const dice = diceFrom(seed)
  changeAtRandom(doc, language, dice, 12)
  doc.clientID = 8
  changeAtRandom(doc, language, dice, 12)
  return redlineSheet(doc, from)
}

const count = process.env['BARAZA_PROVE'] === '1' ? 504 : 54

describe.each(sixLanguages)('a generated text in %s with changes of every kind', language => {
  test('when its changes are accepted it is the text now, and when they are rejected the earlier one', async () => {
    const own = sixLanguages.indexOf(language)
    for (let seed = own; seed < count; seed += sixLanguages.length) {
      const { accepted, rejected, now, before } = await roundTrip(generated(seed, language))
      expect({ seed, flow: accepted }).toEqual({ seed, flow: now })
      expect({ seed, flow: rejected }).toEqual({ seed, flow: before })
    }
  })
})
