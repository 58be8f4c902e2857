// A meeting from a terminal: an agenda, a date, a call, a session with minutes, action items and the next
// agenda.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident } from '#tests/command-line'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'baraza-meeting-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

type Item = { block: string; title: string; state: string }
type Shown = { agenda: string; state: string; list: Item[]; leftOver: { words: string }[] }

test('an agenda is made, the meeting is called, held and followed up', async () => {
  const amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
  const { agenda } = await amina.says<{ agenda: string }>('meeting', 'new', '--title', 'Session')
  const of = ['--meeting', agenda.slice(0, 8)]
  const { block } = await amina.says<{ block: string }>(
    ...['meeting', 'add', ...of, '--title', 'Strategy', '--minutes', '40'],
    ...['--presenter', 'M.S., UN Women'],
  )
  await amina.says('meeting', 'set', ...of, '--item', block, '--ask', 'Take note.')
  const time = ['2026-09-20T14:00Z', '2026-09-20T15:30Z'] as const
  await amina.says('meeting', 'dates', ...of, '--slots', time.join('/'))
  await amina.says('meeting', 'free', ...of, '--answers', 'maybe')
  expect(await amina.refused('meeting', 'open', ...of)).toBe('not-permitted')
  await amina.says('meeting', 'call', ...of, '--from', time[0], '--until', time[1])
  await amina.says('meeting', 'coming', ...of, '--answer', 'coming')
  expect(await amina.says<Shown[]>('meeting', 'list')).toMatchObject([
    { state: 'called', planned: 40, own: 'coming', quorum: { entitled: 1, needed: 1 } },
  ])
  const [calendar, printed] = [join(home, 'session.ics'), join(home, 'agenda.txt')]
  await amina.says('meeting', 'calendar', ...of, '--out', calendar)
  expect(readFileSync(calendar, 'utf8')).toContain('DTSTART:20260920T140000Z\r\n')
  await amina.says('meeting', 'print', ...of, '--format', 'txt', '--out', printed)
  expect(readFileSync(printed, 'utf8')).toContain('Presented by M.S., UN Women')
  const asked = await amina.says<{ decisions: string[] }>(
    ...['meeting', 'consent', ...of, '--items', block, '--until', '2026-09-27T14:00Z'],
  )
  expect(await amina.says('decision', 'list')).toMatchObject({
    decisions: [{ id: asked.decisions[0], words: 'Strategy', state: 'open', where: { block } }],
  })
  const { minutes } = await amina.says<{ minutes: string }>('meeting', 'open', ...of)
  const [self] = (await amina.says<{ members: { member: string }[] }>('meeting', 'show', ...of))
    .members
  expect(
    await amina.says('meeting', 'mark', ...of, '--members', self!.member, '--state', 'present'),
  ).toMatchObject({ present: 1, isMet: true })
  const wish = await amina.says<{ floor: string }>('meeting', 'floor', ...of, '--what', 'speak')
  await amina.says('meeting', 'spoke', ...of, '--floor', wish.floor, '--seconds', '90')
  expect(await amina.refused('meeting', 'end', ...of)).toBe('items-without-end')
  for (const { block: item, title } of (await amina.says<Shown>('meeting', 'show', ...of)).list) {
    const state = title === 'Strategy' ? 'deferred' : 'noted'
    if (title !== '') await amina.says('meeting', 'item', ...of, '--item', item, '--state', state)
  }
  await amina.says('meeting', 'end', ...of)
  const script = join(home, 'script.json')
  writeFileSync(script, JSON.stringify([{ new: 'Send the wording.', after: 2, kind: 'action' }]))
  await amina.says('edit', '--document', minutes, '--script', script)
  expect(await amina.refused('meeting', 'circulate', '--document', agenda)).toBe('invalid-input')
  const ofMinutes = ['--document', minutes]
  expect(await amina.says('meeting', 'circulate', ...ofMinutes, '--until', '2026-09-30')).toEqual({
    draft: 1,
  })
  expect(await amina.says('meeting', 'circulated', ...ofMinutes)).toMatchObject([
    { by: self!.member, draft: 1, until: Date.UTC(2026, 8, 30) },
  ])
  expect(await amina.says<object>('meeting', 'show', ...of)).toMatchObject({
    minutes: { document: minutes, status: 'circulated', until: Date.UTC(2026, 8, 30) },
  })
  const [action] = await amina.says<{ block: string }[]>('action', 'list')
  const about = ['--action', action!.block]
  await amina.says('action', 'assign', ...about, '--owner', self!.member, '--due', '2020-09-24')
  expect(await amina.says('action', 'list')).toMatchObject([{ isLate: true, state: 'open' }])
  const next = await amina.says<{ agenda: string }>('meeting', 'new', '--title', 'Next')
  expect(await amina.says('meeting', 'carry', '--meeting', next.agenda)).toEqual({ items: 2 })
  const { list } = await amina.says<Shown>('meeting', 'show', '--meeting', next.agenda)
  expect(list.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Approval of the minutes: Session', 'Strategy', 'Send the wording.']),
  )
  await amina.says('action', 'progress', ...about, '--state', 'done', '--words', 'Sent.')
  expect(await amina.says('action', 'list')).toMatchObject([{ isLate: false, state: 'done' }])
  await amina.says('meeting', 'resume', ...of, '--reason', 'One item was left.')
  await amina.says('meeting', 'name', '--document', minutes, '--naming', 'none')
  expect((await amina.says<Shown>('meeting', 'show', ...of)).state).toBe('open')
})

test('a text is sent, its reply is filed and answered by paragraph, and the next agenda has the rest', async () => {
  const amina = await resident(home, 'amina-sends')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
  const source = join(home, 'advice.md')
  writeFileSync(source, '1. Protect defenders.\n\n2. Train the police.\n')
  const { document } = await amina.says<{ document: string }>(
    ...['import', '--kind', 'recommendations', source],
  )
  await amina.says('share', '--document', document)
  const of = ['--document', document.slice(0, 8)]
  const sent = ['--to', 'The Executive Director', '--day', '2026-06-20']
  await amina.says('recommendation', 'sent', '--document', document, ...sent)
  const pasted = join(home, 'reply.txt')
  writeFileSync(pasted, '6. This is in line with our mandate.\n')
  const day = ['--day', '2026-09-01']
  expect(await amina.refused('recommendation', 'file', ...of, ...day, '--file', 'none.pdf')).toBe(
    'file-not-found',
  )
  const { reply } = await amina.says<{ reply: string }>(
    ...['recommendation', 'file', ...of, ...day, '--text', pasted],
  )
  expect(await amina.says('recommendation', 'reply', ...of, '--in', reply)).toEqual({
    paragraphs: [{ place: '6', words: 'This is in line with our mandate.' }],
  })
  await amina.says(
    ...['recommendation', 'answer', ...of, '--paragraph', '1', '--answer', 'accepted'],
    ...['--words', 'In line.', '--in', reply, '--place', '6'],
  )
  const review = ['--paragraph', '1', '--day', '2099-03-01']
  await amina.says('recommendation', 'review', ...of, ...review)
  expect(await amina.says('recommendation', 'list')).toMatchObject([
    {
      document,
      replies: [{ id: reply, name: 'Reply.txt', day: '2026-09-01' }],
      rows: [
        { number: '1', answer: 'accepted', reply: 'In line.', place: '6', review: '2099-03-01' },
        { number: '2', answer: null },
      ],
    },
  ])
  const table = join(home, 'table.csv')
  await amina.says('recommendation', 'export', ...of, '--out', table)
  expect(readFileSync(table, 'utf8')).toContain(
    '"1","Protect defenders.","Accepted","In line.","6"',
  )
  const next = await amina.says<{ agenda: string }>('meeting', 'new', '--title', 'Next')
  expect(await amina.says('meeting', 'show', '--meeting', next.agenda)).toMatchObject({
    leftOver: [{ what: 'recommendation', words: 'Train the police.' }],
  })
})
