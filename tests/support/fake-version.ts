// An Arabic version of the mockups' text, partly translated: one of every state of a paragraph.
import { sayTranslated, sourceWords } from '#document/languages'
import { settledPage } from '#document/model'
import { readPage } from '#document/tree'
import type { NewBlock } from '#document/blocks'
import type { BlockId } from '#shared/ids'
import { fakeDocument, type FakeDocument } from './fake-document.ts'
import { fakeHash } from './fake-languages.ts'

/** By the place of the paragraph in the original; others still have its words. */
const translated: Record<number, string> = {
  0: 'السياق',
  1: 'تعمل المدافعات عن حقوق الإنسان بلا كلل من أجل صون حقوق النساء والفتيات وتعزيزها.',
  2: 'وفي 27 تشرين الثاني/نوفمبر 2013، اعتمدت الجمعية العامة بتوافق الآراء القرار A/RES/68/181، وهو أول قرار مكرس للمدافعات عن حقوق الإنسان.',
  3: 'التوصيات',
  4: 'بيئة آمنة ومواتية',
  5: 'يوصي الفريق الاستشاري هيئة الأمم المتحدة للمرأة بما يلي:',
  6: 'الاستناد إلى الفقرة 42 من الاستنتاجات المتفق عليها للدورة الثانية والستين (CSW62)؛',
}
/** Marked as translated from the present words; these from other words. */
const current = [0, 1, 3, 4]
const stale: Record<number, string> = {
  2: 'On 27 November 2013 the General Assembly adopted by consensus resolution A/RES/68/181, the first dedicated to women human rights defenders. It calls on States to let them work freely.',
}
/** Came into the original later. */
const missing = [10, 12]
const added: NewBlock = { kind: 'paragraph', runs: [{ text: 'ملاحظة من المترجمة.' }] }

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** `isWhole`: every paragraph is there, with the words of the original. */
export function fakeVersion(original: FakeDocument, isWhole: boolean): FakeDocument {
  const page = settledPage(readPage(original.history.doc))
  const blocks = page.blocks.flatMap((block, index): NewBlock[] => {
    if (isWhole) return [block]
    if (missing.includes(index)) return []
    const text = translated[index]
    const own = { ...block, ...(text !== undefined && { runs: [{ text }] }) }
    return index === 6 ? [own, added] : [own]
  })
  const made = fakeDocument({ blocks, meta: { kind: 'recommendations', language: 'ar' } })
  const said = page.blocks.flatMap((block, index): { block: BlockId; words: string }[] => {
    const words = stale[index] ?? (current.includes(index) ? sourceWords(block, page) : undefined)
    return block.id && words !== undefined && !isWhole ? [{ block: block.id, words }] : []
  })
  made.history.change(null, doc => sayTranslated(doc, said, { at: 1, hash: fakeHash, random }))
  return made
}
