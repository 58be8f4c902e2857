// Seven members decide on a text in the real app: an amendment, positions over the local network, a mailbox
// and encrypted files, one heard and confirmed, one late, one reservation, two closes apart, and signatures.
// @module-tag long
import { afterAll, expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import type { Desk } from '#tests/story'
import { type Assembly, carry, everyone, handles, openAssembly } from '#tests/story-assembly'
import { newDocument, openDocument, saved, share, shows, write } from '#tests/story-page'
import { button, named, press, reads } from '#tests/story-start'

type Summary = Pick<Decision, 'id'>

let all: Assembly
let decision: string
const title = 'Statement on shrinking spaces'
const first = 'States shall protect defenders.'
const second = 'States shall report each year.'
const amended = 'States shall report every two years.'
const number = 'D/2018/15'
const reserved = 'Every year is better.'
const question = `Should the group adopt “${title}”?`

afterAll(() => all?.remove())

const says = (desk: Desk, text: string): Promise<void> =>
  desk.page.getByText(text).first().waitFor()

/** Puts the caret into the paragraph with these words. */
const enter = async ({ page }: Desk, words: string): Promise<void> => {
  await page.locator('.page-text > *', { hasText: words }).click()
  await page.keyboard.press('End')
}

/** The decision in this window, from its list. */
const openDecision = async (desk: Desk): Promise<void> => {
  await desk.page.keyboard.press('Control+4')
  await desk.hand.openRow(desk.page.getByRole('row', { name: title }).first())
  await desk.page.getByRole('heading', { name: question }).waitFor()
}

/** The dialog is gone, and keys reach the window again. */
const closed = ({ page }: Desk): Promise<void> =>
  page.getByRole('dialog').waitFor({ state: 'detached' })

const radio = (desk: Desk, choice: 'support' | 'reservations') =>
  desk.page.getByRole('radio', { name: desk.words(`decisions.choice.${choice}`) }).first()

test('seven members are in a group: two meet on a local network, two at a mailbox', async () => {
  all = await openAssembly('Advisory Group')
  expect(all.complaints()).toEqual([])
})

test('an amendment is made to a text: the chair accepts it and puts the text to a decision', async () => {
  const { amina, carol } = all
  await newDocument(amina, title)
  await write(amina, first)
  await amina.page.keyboard.press('Enter')
  await amina.page.keyboard.type(second)
  await saved(amina)
  await share(amina, 7)
  await openDocument(carol, title)
  await shows(carol, second)
  await enter(carol, second)
  await carol.hand.press(button(carol, 'amendments.propose').first())
  await carol.hand.fill(named(carol, 'textbox', 'amendments.wording'), amended)
  await press(carol, 'amendments.propose.act')
  await carol.page.locator('.amendment').waitFor()

  // A text with an open amendment is not put to a decision.
  await amina.page.locator('.point-mark').first().waitFor()
  await amina.page.keyboard.press('Control+4')
  await press(amina, 'decisions.ask')
  await amina.hand.choose(amina.page.getByRole('option', { name: title }))
  const open = { count: 1, labels: amina.words.list(['1']) }
  await reads(amina, 'decisions.exact.amendment-open.open', open)
  await openDocument(amina, title)
  await enter(amina, second)
  await amina.page.locator('.point-mark').first().waitFor()
  await amina.page.keyboard.press('Control+Alt+ArrowDown')
  await press(amina, 'amendments.accept')
  await shows(amina, amended)
  await shows(carol, amended)

  await amina.page.keyboard.press('Control+4')
  await press(amina, 'decisions.ask')
  await amina.hand.choose(amina.page.getByRole('option', { name: title }))
  await reads(amina, 'decisions.exact.amendment-open')
  await press(amina, 'decisions.ask.act')
  await openDecision(carol)
  for (const { page } of [amina, carol])
    await page.locator('.exact-text').getByText(amended).waitFor()
  expect(all.complaints()).toEqual([])
})

test('members answer by three ways: one is heard and confirms it, one has a reservation', async () => {
  const { amina, bola, carol, dina, ehsan, fatima, gul } = all
  // The member with the mailbox says it aloud; the chair writes it down.
  await press(amina, 'decisions.hear.button')
  await amina.hand.press(
    amina.page.getByRole('dialog').getByRole('button', { name: handles.carol }),
  )
  await amina.hand.choose(named(amina, 'option', 'decisions.choice.support'))
  await press(amina, 'decisions.hear.act', { count: 1 })
  await reads(amina, 'decisions.tag.toConfirm')
  await reads(carol, 'decisions.heard.title')
  await press(carol, 'decisions.confirm', { choice: carol.words('decisions.choice.support') })
  await reads(carol, 'decisions.where.here')
  await amina.hand.press(radio(amina, 'support'))
  await press(amina, 'decisions.give.support')
  await reads(amina, 'decisions.where.here')
  await named(amina, 'region', 'decisions.positions').getByText('2 of 7 received').waitFor()

  // The rapporteur, on the local network, supports with words about the second paragraph.
  await openDecision(bola)
  await bola.hand.press(radio(bola, 'reservations'))
  await bola.hand.press(
    bola.page.getByRole('button', { name: bola.words('decisions.reservation.to') }),
  )
  const place = bola.words('decisions.place.paragraph', { number: '2' })
  // Its first words stand below it.
  const numbered = bola.page.getByText(place, { exact: true })
  await bola.hand.choose(bola.page.getByRole('option').filter({ has: numbered }))
  await bola.hand.fill(named(bola, 'textbox', 'decisions.reservation.words'), reserved)
  await press(bola, 'decisions.give.reservations')
  await reads(bola, 'decisions.where.here')
  await says(amina, reserved)

  // Four at terminals have the question by a file, and answer by files.
  await carry(all, amina, dina, ehsan, fatima, gul)
  const { decisions } = await dina.says<{ decisions: Summary[] }>('decision', 'list')
  decision = decisions[0]?.id ?? ''
  for (const [person, ...answer] of [
    [dina, 'support'],
    [ehsan, 'abstain'],
    [fatima, 'aside'],
    [gul, 'object', '--reason', 'It is too weak.'],
  ] as const) {
    await person.says(...['position', 'give', '--decision', decision, '--choice'], ...answer)
  }
  expect(all.complaints()).toEqual([])
})

test('two officers close apart: both counts are joined, and what came later is shown', async () => {
  const { amina, bola, carol, dina, ehsan, fatima, gul } = all
  await all.together(false)
  await carry(all, dina, amina)
  await carry(all, fatima, amina)
  await carry(all, ehsan, bola)
  for (const [desk, positions] of [
    [amina, 5],
    [bola, 4],
  ] as const) {
    await openDecision(desk)
    await press(desk, 'decisions.close.button')
    await press(desk, 'decisions.close.act', { positions })
    await closed(desk)
    await says(
      desk,
      desk.words('decisions.outcome.gave', { present: positions, seats: 7, quorum: 4 }),
    )
  }
  await all.together(true)
  for (const [desk, counted] of [
    [amina, 'support'],
    [bola, 'reservations'],
    [carol, 'support'],
  ] as const) {
    if (desk !== carol) await openDecision(desk)
    await reads(desk, 'decisions.closes.title', { closes: 2 })
    const choice = desk.words(`decisions.choice.${counted}`)
    await says(desk, desk.words('decisions.incl.counted', { choice, closes: 2 }))
    await says(
      desk,
      desk.words('decisions.closes.reached', {
        member: handles.ehsan,
        name: handles.amina,
        self: desk === amina ? 'yes' : 'no',
      }),
    )
  }
  await carry(all, gul, bola)
  await openDecision(bola)
  for (const desk of [amina, bola]) {
    await reads(desk, 'decisions.late.title')
    await says(desk, 'It is too weak.')
  }
  expect(all.complaints()).toEqual([])
})

test('an outcome is declared and signed by four: it is final, and the same on every device', async () => {
  const { amina, bola, carol, dina, ehsan, fatima, gul } = all
  await press(amina, 'decisions.declare.button')
  await amina.hand.fill(amina.page.getByLabel(amina.words('decisions.declare.number')), number)
  await press(amina, 'decisions.declare.act')
  await closed(amina)
  for (const desk of [amina, bola, carol]) {
    await press(desk, 'decisions.sign.button')
    await press(desk, 'decisions.sign.act')
    await reads(desk, 'decisions.sign.have')
  }
  await carol.page.keyboard.press('Control+4')
  await reads(carol, 'decisions.state.declared', { agreed: 'yes', purpose: 'adopt' })
  await says(amina, amina.words('decisions.signatures.count', { count: 3, seats: 7, needed: 4 }))
  await carry(all, amina, dina)
  await dina.says('decision', 'sign', '--decision', decision, '--as', 'A member')
  await carry(all, dina, amina)
  for (const desk of [amina, bola, carol]) {
    await openDecision(desk)
    await reads(desk, 'decisions.state.final', { agreed: 'yes', purpose: 'adopt' })
  }
  await carry(all, amina, ehsan, fatima, gul, dina)
  await all.close()
  expect(all.complaints()).toEqual([])

  const shown: unknown[] = []
  for (const name of everyone) {
    const person = all.terminal(name)
    const { own, acts, ...same } = await person.says<Decision>(
      ...['decision', 'show', '--decision', decision],
    )
    expect(own.isCounted).toBe(name !== 'gul')
    expect(acts).not.toContain('position')
    shown.push(same)
  }
  expect(shown[0]).toMatchObject({
    state: 'final',
    outcome: {
      code: 'agreed',
      present: 6,
      counts: { support: 3, reservations: 1, abstain: 1, aside: 1 },
    },
    late: [{ choice: 'object' }],
    statement: { reservations: 1 },
    number,
  })
  for (const same of shown) expect(same).toEqual(shown[0])
})
