// The advisory group with work to follow up: action items of its minutes, and three texts with recommendations.
import type { ProgressState, ReplyAnswer } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { type AdvisoryGroup, dayAfter, groupSeed, type Handle, handles } from './advisory-group.ts'
import { askingOf } from './deciding.ts'

type Item = { words: string; owner: Handle; due: number | null }

/** `due`: days after the day of the mockups. */
const items: readonly Item[] = [
  {
    words: 'Report on the training manual for human rights defenders, Georgia',
    ...{ owner: 'E.G.', due: -7 },
  },
  {
    words: 'Send the wording on the regional observatory in Guatemala to M.S.',
    ...{ owner: 'L.H.', due: -3 },
  },
  {
    words: 'Check every quotation from paragraph 42 against the agreed conclusions',
    ...{ owner: 'K.W.', due: 0 },
  },
  {
    words: 'Ask CEJIL for the next draft of the Protocolo de La Esperanza',
    ...{ owner: 'C.R.', due: 5 },
  },
  { words: 'Circulate the annex with the country examples', owner: 'P.J.', due: 23 },
  { words: 'Prepare the hand-over to the next Chair', owner: 'K.W.', due: null },
  { words: 'Thank the interpreters', owner: 'M.S.', due: -20 },
]

const minutesOf = async (made: AdvisoryGroup): Promise<DocumentId> => {
  const steps = items.flatMap(({ words, owner, due }, at) => [
    { new: words, after: at + 1, kind: 'action' },
    {
      states: { owner: made.member(owner), due: due === null ? null : dayAfter(due) },
      block: at + 2,
    },
  ])
  const said = { new: 'The group shared out its work.', after: 0, kind: 'num1' }
  return made.share('minutes', 'Minutes, second regular session', [said, ...steps])
}

const asked = [
  'Ensure a safe and enabling environment for the work of women human rights defenders.',
  'Include women human rights defenders on every country and regional advisory group.',
  'Support the Protocolo de La Esperanza as guidelines on investigating threats.',
  'Fund local networks as in Papua New Guinea, with equipment and coordination.',
  'Report each year on steps taken, with the consent of the defenders concerned.',
  'Train police and service providers on protection.',
]
const context = [
  'The General Assembly adopted A/RES/68/181 by consensus.',
  'The Advisory Group met twice in 2018.',
  'It recommends that UN Women:',
]
const reply = `Dear members of the advisory group,

6. This is in line with our mandate.

7. Where members agree to be named.

9. Support to the Center for Justice and International Law continues.

11. No funds are foreseen in 2018.

12. Every second year.
`

const numbered = (lines: readonly string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))

/** A text that was sent, with these of its lines as what was asked. */
const sendText = async (
  made: AdvisoryGroup,
  { title, lines, to, day }: { title: string; lines: readonly string[]; to: string; day: string },
  wanted: readonly string[] = lines,
): Promise<{ document: DocumentId; blocks: BlockId[] }> => {
  const document = await made.share('recommendations', title, numbered(lines))
  const blocks = wanted.map(words => made.block(document, words))
  await made.core('K.W.').answers['recommendations.sent']({ document, blocks, to, day })
  return { document, blocks }
}

/** The id of the reply. */
const answered = async (made: AdvisoryGroup): Promise<EntryId> => {
  const advice = { title: 'Advice on carrying out A/RES/68/181', lines: [...context, ...asked] }
  const { document, blocks } = await sendText(
    made,
    { ...advice, to: 'the Executive Director', day: '2018-06-20' },
    asked,
  )
  await made.meet('K.W.', 'M.S.', 'C.R.')
  made.before(13)
  const [sent] = (await made.core('C.R.').answers['recommendations.list'](made))[0]?.sent ?? []
  const filed = await made
    .core('C.R.')
    .answers['recommendations.file']({
      document,
      sent: sent?.id ?? null,
      day: '2018-09-03',
      reply: { what: 'text', name: 'Reply of 3 September 2018.txt', text: reply },
      instead: null,
    })
  await made.meet('K.W.', 'M.S.', 'C.R.')
  made.before(1)
  const say = (by: Handle, at: number, answer: ReplyAnswer, text: string, place: string) =>
    made
      .core(by)
      .answers['recommendations.answered']({
        ...{ document, block: blocks[at]!, answer, text, in: filed.reply, place },
      })
  await say('M.S.', 0, 'accepted', 'This is in line with our mandate.', '6')
  await say('M.S.', 1, 'partly', 'Where members agree to be named.', '7')
  await say(
    'M.S.',
    2,
    'accepted',
    'Support to the Center for Justice and International Law continues.',
    '9',
  )
  await say('M.S.', 3, 'not', 'No funds are foreseen in 2018.', '11')
  await say('M.S.', 4, 'partly', 'Every second year.', '12')
  // C.R. has not heard of that answer.
  await say('C.R.', 4, 'accepted', 'Every second year.', '12')
  for (const block of blocks)
    await made
      .core('K.W.')
      .answers['recommendations.review']({ document, block, day: dayAfter(164) })
  return filed.reply
}

/** An adopted text that nobody sent. */
const adopted = async (made: AdvisoryGroup): Promise<void> => {
  const title = 'Follow-up to CSW62, paragraph 42'
  const document = await made.share(
    'statement',
    title,
    numbered(['Integrate a gender perspective.']),
  )
  const { decision } = await made.core('K.W.').answers['decisions.ask'](askingOf(document))
  await made.meet('K.W.', 'M.S.')
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await made.core('M.S.').answers['decisions.position'](support)
  await made.meet('K.W.', 'M.S.')
  await made.core('K.W.').answers['decisions.close']({ decision })
  await made.core('K.W.').answers['decisions.declare']({ decision, number: '2018/2' })
}

/** The profile of the chair. */
export const followUpSeed = groupSeed(handles, async made => {
  const { group } = made
  made.before(98)
  const minutes = await minutesOf(made)
  const filed = await answered(made)
  const cambodia = {
    title: 'Input to the draft CEDAW report, Cambodia',
    lines: ['Name the protection mechanism.'],
  }
  const { document, blocks } = await sendText(made, {
    ...{ ...cambodia, to: 'the national review', day: '2018-05-02' },
  })
  await made
    .core('K.W.')
    .answers['recommendations.review']({ ...{ document, block: blocks[0]!, day: dayAfter(-3) } })
  await adopted(made)
  const say = (by: Handle, at: number, state: ProgressState, text: string) =>
    made
      .core(by)
      .answers['actions.progress']({
        ...{ document: minutes, block: made.block(minutes, items[at]!.words), state, text },
      })
  await made.meet('K.W.', 'L.H.')
  await say(
    ...(['L.H.', 1, 'open'] as const),
    'The meeting with the Ministerio Público was moved. I can send it on Monday.',
  )
  await say('K.W.', 6, 'done', '')
  // Nobody has heard of E.G.
  await made.meet('K.W.', 'M.S.', 'L.H.', 'C.R.', 'P.J.')
  const member = (handle: Handle) => made.member(handle)
  return { group, reply: filed, member }
})

/** The profile of a chair who is alone, in a group without texts. */
export const emptySeed = groupSeed(['K.W.'], async ({ group }) => ({ group }))

/** How many action items and texts that were sent there are after years of work. */
export const yearsOf = { items: 400, texts: 60 }

/** The profile of a chair who is alone, years later. */
export const yearsSeed = groupSeed(['K.W.'], async made => {
  const owner = made.member('K.W.')
  const steps = Array.from({ length: yearsOf.items }, (_, at) => [
    { new: `Action ${at}`, after: at, kind: 'action' },
    { states: { owner, due: dayAfter((at % 90) - 20) }, block: at + 1 },
  ])
  await made.share('minutes', 'Minutes', steps.flat())
  for (let at = 0; at < yearsOf.texts; at++) {
    const text = { title: `Text ${at}`, lines: ['Name the protection mechanism.'] }
    await sendText(made, { ...text, to: 'the national review', day: '2018-06-20' })
  }
  return {}
})
