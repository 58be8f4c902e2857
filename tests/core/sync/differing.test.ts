// Two devices with the same messages that do not show the same: the difference is found, and the
// wrong copy is rebuilt from the messages.
import { expect, test } from 'vitest'
import { connectedPair, link, until, untilSame, type Device } from '#tests/sync'

const warningsOf = ({ sync, group }: Device) => sync.warnings(group.id)

const pairWithPage = async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await until(() => b.notebook.lines(page) !== null)
  const write = async (line: string): Promise<void> => {
    a.notebook.write(page, line)
    await until(() => b.notebook.lines(page)?.includes(line) ?? false)
    await untilSame(a, b)
  }
  return { a, b, page, write }
}

test('a copy is wrong: it is found and rebuilt, and no lasting warning stays', async () => {
  const { a, b, page, write } = await pairWithPage()
  await write('one')
  b.notebook.spoil(page)
  await write('two')
  await until(() => String(b.notebook.digestOf?.(page)) === String(a.notebook.digestOf?.(page)))
  await until(() => warningsOf(a).length + warningsOf(b).length === 0)
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('a copy differs after rebuilding: a warning shows until it differs no longer', async () => {
  const { a, b, page, write } = await pairWithPage()
  b.notebook.spoil(page, true)
  await write('one')
  await until(() => warningsOf(a).includes('replicas-differ'))
  await until(() => warningsOf(b).includes('replicas-differ'))
  b.notebook.spoil(page)
  b.notebook.rebuild?.(page)
  await write('two')
  await until(() => warningsOf(a).length + warningsOf(b).length === 0)
  expect(b.notebook.lines(page)).toEqual(['one', 'two'])
})

test('two devices show the same: no warning shows, also when they meet again', async () => {
  const { a, b, write } = await pairWithPage()
  for (let line = 0; line < 10; line++) await write(`line ${line}`)
  link(a, b)
  await untilSame(a, b)
  await write('after they met again')
  expect([...warningsOf(a), ...warningsOf(b)]).toEqual([])
})
