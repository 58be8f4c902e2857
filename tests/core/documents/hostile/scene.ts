// Ana wrote the page. Mallory is a member, may write as Mallory, and begins from an own update.
import * as Y from 'yjs'
import { rootOf, writeMeta } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import { clientIds, newReplica, updateLimits, type CheckName, type Rules } from '#core/documents'
import { everyRight } from '#shared/contract'
import { deviceNamed, documentNamed, feedNamed, newPage, type Dice } from '#tests/documents'
import type { Id } from '../../../../src/core/documents/gate/scan.ts'
import * as c from '../crafted.ts'

type Bytes = Uint8Array

export const document = documentNamed('under attack')
const clientOf = (name: string, writer: number): number =>
  clientIds.of(document, { device: deviceNamed(name), feed: feedNamed(name), writer })

const textOf = (doc: Y.Doc, index: number): Y.XmlText =>
  (rootOf(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText
const idOf = (type: { _item: Y.Item | null }): Id => {
  const { client, clock } = (type._item as Y.Item).id
  return { client, clock }
}
const startOf = (type: { _start: Y.Item | null }): Id => {
  const { client, clock } = (type._start as Y.Item).id
  return { client, clock }
}
export const plus = ({ client, clock }: Id, more: number): Id => ({ client, clock: clock + more })

export type Scene = ReturnType<typeof newScene>

/** The same page every time; a replica of its own for each call. */
export const newScene = () => {
  const [ana, mallory, second] = [
    clientOf('ana', 0),
    clientOf('mallory', 0),
    clientOf('mallory', 1),
  ]
  const doc = newPage(ana)
  const block = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] })
  const random = (length: number): Bytes => new Uint8Array(length).fill(7)
  writeMeta(doc, { title: 'Working paper' })
  writeBlocks(doc, [block('First words of hers'), block('Second words of hers'), block('Third')], {
    random,
  })
  doc.getMap('footnotes').set('f1', new Y.Text('a note'))
  doc.getMap('threads').set('t1', new Y.Array())
  const page = newPage(mallory)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc), 'remote')
  textOf(page, 0).insert(5, 'XYZ')
  textOf(page, 1).format(0, 6, { p: { __format: 1 } })
  ;(rootOf(page).get(2) as Y.XmlElement).setAttribute('s_kind', 'h1')
  const replica = newReplica()
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(page))
  const next = Y.getState(replica.store, mallory)
  const text = textOf(replica, 0)
  return {
    replica,
    ana,
    mallory,
    second,
    /** Mallory's next clock. */
    next,
    first: { block: idOf(rootOf(replica).get(0)), text: idOf(text), start: startOf(text) },
    other: { text: idOf(textOf(replica, 1)), start: startOf(textOf(replica, 2)) },
    block: idOf(rootOf(replica).get(2)),
    said: idOf(replica.getMap('threads').get('t1') as Y.Array<unknown>),
    footnote: idOf(replica.getMap('footnotes').get('f1') as Y.Text),
    list: idOf(replica.getMap('threads').get('t1') as Y.Array<unknown>),
    title: (replica.getMap('meta')._map.get('title') as Y.Item).id,
    page,
    rules: {
      limits: updateLimits,
      allowed: client => client === mallory || client === second,
      rights: () => everyRight,
    } as Rules,
  }
}

export const mine = (scene: Scene, ...structs: c.Crafted[]): Bytes =>
  c.craft([{ client: scene.mallory, clock: scene.next, structs }])
export const one = (scene: Scene, at: c.Place, is: c.Content): Bytes => mine(scene, { at, is })
export const after = (scene: Scene): Id => ({ client: scene.mallory, clock: scene.next })

export type Class = {
  name: string
  /** The rule that refuses it, or `waits`. */
  expected: CheckName | 'waits'
  make(scene: Scene, dice: Dice): Bytes
  rules?(scene: Scene): Rules
}

export const inFirst = (scene: Scene): c.Place => ({ origin: scene.first.start })

export const honest = (scene: Scene, dice: Dice): Bytes => {
  const page = newPage(scene.mallory)
  page.clientID = 0
  Y.applyUpdate(page, Y.encodeStateAsUpdate(scene.page), 'remote')
  page.clientID = scene.mallory
  let made: Bytes = new Uint8Array()
  page.on('update', (update: Bytes) => (made = update))
  page.transact(() => {
    const text = textOf(page, dice.below(3))
    text.insert(dice.below(text.length), dice.one(['one', 'two words', 'é😀']))
    text.delete(0, 2)
    text.format(0, 3, { s_href: 'https://example.org/' })
  })
  return made
}
