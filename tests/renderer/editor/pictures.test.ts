// The page's notices of its pictures while they arrive, and how often it asks.
import { expect, test } from 'vitest'
import { insertFigure } from '#document/edits'
import { newBlockId } from '#document/ids'
import type { Picture } from '#document/model'
import type { DocumentId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { newDocument } from '#tests/shared-pages'
import { openPictures } from '../../../src/renderer/editor/figures/pictures.ts'
import { openPutBy } from '../../../src/renderer/editor/figures/put-by.ts'

const document = '0'.repeat(32) as DocumentId
const picture = (digit: string): Picture => ({
  ...({ type: 'png', size: 3, width: 1, height: 1 } as const),
  hash: digit.repeat(64),
})

/** A core whose answers the test gives, one after the other. */
const scene = () => {
  const asked: { hash: string; answer(bytes: Uint8Array | null): void }[] = []
  let hear: (changed: { document: DocumentId }) => void = () => {}
  const core = {
    call: (_name: string, { hash }: { hash: string }) =>
      new Promise<Uint8Array | null>(answer => void asked.push({ hash, answer })),
    on(_name: string, listen: typeof hear) {
      hear = listen
      return () => {}
    },
  }
  const pictures = openPictures(core as never, document)
  const told: string[] = []
  pictures.attach()
  pictures.subscribe(hash => void told.push(hash))
  const answer = async (bytes: Uint8Array | null): Promise<void> => {
    asked.shift()?.answer(bytes)
    await new Promise(setImmediate)
  }
  return { pictures, asked, told, answer, change: () => hear({ document }) }
}

test('a picture that has not arrived is reported missing until it arrives, for any number of questions', async () => {
  const { pictures, asked, told, answer, change } = scene()
  expect(pictures.of(picture('a'))).toEqual({ is: 'coming' })
  expect(pictures.of(picture('b'))).toEqual({ is: 'coming' })
  await answer(null)
  expect(told).toEqual([picture('a').hash])
  change()
  change()
  expect(pictures.of(picture('a'))).toEqual({ is: 'missing' })
  // Core is asked once at a time, and once more where something came meanwhile.
  expect(asked.map(({ hash }) => hash[0])).toEqual(['b', 'a'])
  await answer(null)
  await answer(null)
  expect(asked.map(({ hash }) => hash[0])).toEqual(['b', 'a'])
  expect(told).toEqual([picture('a').hash, picture('b').hash])
  await answer(new Uint8Array(3))
  await answer(new Uint8Array(3))
  expect(pictures.of(picture('a')).is).toBe('here')
  change()
  expect(asked).toEqual([])
})

test('the author of a picture is the author of its figure’s name for it, asked for once', async () => {
  const doc = newDocument()
  const random = countedRandom(4)
  for (const [client, digit] of [
    [7, 'a'],
    [8, 'b'],
    [7, 'c'],
  ] as const) {
    doc.clientID = client
    const figure = { picture: picture(digit), alternative: '', caption: '' }
    insertFigure(doc, null, { id: newBlockId(random), ...figure }, random)
  }
  const asked: number[] = []
  const core = {
    call: (_name: string, { clients }: { clients: number[] }) => {
      asked.push(...clients)
      return Promise.resolve(clients.map(client => `member ${client}`))
    },
  }
  const putBy = openPutBy(core as never, document, doc)
  const all = await Promise.all(['a', 'b', 'c', 'd'].map(each => putBy(picture(each).hash)))
  expect(all).toEqual(['member 7', 'member 8', 'member 7', null])
  expect(asked).toEqual([7, 8])
})
