// Answers about kept documents: one answer a minute to each device that asks.
import { expect, test } from 'vitest'
import type { DeviceId, DocumentId, GroupId, MessageId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { quietDocuments } from '#tests/sync'
import { openOffloadKeeper } from '../../../src/core/sync/offload/keeper.ts'
import { readKeeps } from '../../../src/core/sync/offload/messages.ts'

const idOf = <Id>(digits: string, length = 64): Id => digits.padEnd(length, '0') as Id

test('a device asks again within a minute: it gets one answer when that is over, to the last question', () => {
  let time = 1_700_000_000_000
  let due: { work: () => void; after: number } | null = null
  const answered: (MessageId | undefined)[] = []
  const keeping = openOffloadKeeper({
    archive: temporaryArchive(),
    group: { id: idOf<GroupId>('a'), self: { device: idOf<DeviceId>('b') } },
    documents: quietDocuments,
    outbox: { write: ({ body }: { body: Uint8Array }) => answered.push(readKeeps(body)?.leaving) },
    authors: { isActive: () => true },
    isHere: () => true,
    isLeaving: () => false,
    now: () => time,
    later(work: () => void, after: number) {
      due = { work, after }
      return () => void (due = null)
    },
    due: () => keeping.answerDue(),
  } as never)
  const ask = (message: string, device = 'c'): void => {
    const said = { id: idOf<MessageId>(message), device: idOf<DeviceId>(device) }
    keeping.noteQuestion(said as never, [idOf<DocumentId>('d', 32)])
    keeping.answerDue()
  }
  ask('1')
  ask('2')
  time += 20_000
  ask('3')
  // Others are answered meanwhile.
  ask('4', 'e')
  expect(answered).toEqual([idOf('1'), idOf('4')])
  expect(due).toMatchObject({ after: 40_000 })
  time += 40_000
  ;(due as { work: () => void } | null)?.work()
  expect(answered).toEqual([idOf('1'), idOf('4'), idOf('3')])
  ask('5')
  keeping.close()
  expect(due).toBeNull()
})
