// The engine for graphs of signed records carries a third kind beside groups and circles, in both
// ways: rules that drop a record, and a state that leaves out what does not count.
import { describe, expect, test } from 'vitest'
import { newDeviceKeys, type DeviceKeys } from '#core/keys'
import { defineRecords, deviceIdOf, openLog, type NodeOf, type SignedRecord } from '#core/records'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { diceFrom, shuffled } from '#tests/documents'
import { memoryGroups } from '#tests/memory-groups'

/** A list that anybody adds words to, and takes words off. */
type Body = { type: 'list' } | { type: 'add' | 'drop'; word: string }

const lists = defineRecords<Body, NodeOf<Body>, string[], { forbidden: string }>({
  types: {
    root: 'list',
    read(type, fields) {
      if (type === 'list') return { type }
      const isKnown = type === 'add' || type === 'drop'
      return isKnown && typeof fields === 'string' ? { type, word: fields } : null
    },
    write: body => [body.type, 'word' in body ? body.word : null],
  },
  // Dropped when it breaks a rule.
  rules: () => (record, place) =>
    'word' in record.body && record.body.word === ''
      ? { broken: 'mustSayAWord' }
      : { record, depth: place.depth },
  // Taken in, then counted or not.
  reduce({ nodes }, { forbidden }) {
    const bodies = [...nodes.values()].map(({ record: { body } }) => body)
    const off = new Set(bodies.flatMap(body => (body.type === 'drop' ? [body.word] : [])))
    const words = bodies.flatMap(body => (body.type === 'add' ? [body.word] : []))
    return words.filter(word => !off.has(word) && word !== forbidden).toSorted()
  },
  memberOf: (_, device) => device,
})

const keys = newDeviceKeys()
const root = lists.write(keys, { group: null, parents: [], at: 0 }, { type: 'list' })
const id = root.id as string as GroupId
const said = (body: Body, on: readonly SignedRecord[], by: DeviceKeys = keys): SignedRecord =>
  lists.write(by, { group: id, parents: on.map(each => each.id), at: 1 }, body)

const add = (word: string, ...on: SignedRecord[]) => said({ type: 'add', word }, on)
const drop = (word: string, ...on: SignedRecord[]) => said({ type: 'drop', word }, on)

const opened = (storage = memoryGroups(), environment = { forbidden: '' }) =>
  openLog(lists, { storage, id, environment, kept() {}, reload() {} })

describe('a third kind of graph', () => {
  test('records come in any order: the state, the heads and the archive are the same', () => {
    const [one, two] = [add('one', root), add('two', root)]
    const both = drop('one', one, two)
    const all = [root, one, two, both, add('three', both)]
    const dice = diceFrom(1)
    for (let time = 0; time < 20; time++) {
      const storage = memoryGroups()
      const log = opened(storage)
      for (const record of shuffled(all, dice)) log.add([record])
      expect(log.history().state).toEqual(['three', 'two'])
      expect(log.history().heads).toEqual([all.at(-1)!.id])
      expect(opened(storage).history().state).toEqual(['three', 'two'])
    }
  })

  test('a record breaks a rule: it is dropped, and what follows it waits', () => {
    const empty = add('', root)
    const log = opened()
    expect(log.add([root, empty])).toMatchObject({ accepted: 1, refused: 1 })
    expect(log.add([add('more', empty)])).toMatchObject({ accepted: 0, waiting: 1 })
    expect(log.history().nodes.has(empty.id)).toBe(false)
  })

  test('the environment changes: what counts changes, and no record goes', () => {
    const environment = { forbidden: '' }
    const log = opened(memoryGroups(), environment)
    log.add([root, add('one', root)])
    environment.forbidden = 'one'
    log.reduceAgain()
    expect(log.history().state).toEqual([])
    expect(log.history().nodes.size).toBe(2)
  })

  test('a record of another graph, of another author or with a wrong signature: refused', () => {
    const other = lists.write(keys, { group: null, parents: [], at: 5 }, { type: 'list' })
    const [name] = add('one', root).signatures
    const foreign = said({ type: 'add', word: 'two' }, [root], newDeviceKeys())
    const forged: SignedRecord = { ...foreign, signatures: [name!] }
    const one = add('three', root)
    const [[device, signature]] = one.signatures as [[DeviceId, Uint8Array]]
    const flipped = signature.with(0, signature[0]! ^ 1)
    const unsigned: SignedRecord = { ...one, signatures: [[device, flipped]] }
    const log = opened()
    expect(log.add([root, other, forged, unsigned])).toMatchObject({ accepted: 1, refused: 3 })
  })

  test('the archive fails: memory and archive are as before, and no listener hears', () => {
    const storage = memoryGroups()
    const log = opened(storage)
    log.add([root])
    let told = 0
    log.onChange(() => void told++)
    const failing = (): never => {
      throw new Error('disk full')
    }
    const one = add('one', root)
    expect(() =>
      log.together(() => {
        log.add([one])
        failing()
      }),
    ).toThrow('disk full')
    expect(log.history().state).toEqual([])
    expect(told).toBe(0)
    expect(log.add([one])).toMatchObject({ accepted: 1 })
    expect(told).toBe(1)
  })

  test('a device signs thousands beside each other: others are named all the same', () => {
    const other = newDeviceKeys()
    const theirs = said({ type: 'add', word: 'mine' }, [root], other)
    const below = add('below', root)
    const many = Array.from({ length: 1_100 }, (_, at) => add(`word ${at}`, below))
    const log = opened()
    log.add([root, below, ...many, theirs])
    const { heads, nodes } = log.history()
    expect(heads).toHaveLength(1_024)
    const authors = heads.map((head: RecordId) => nodes.get(head)!.record.device)
    expect(authors).toContain(deviceIdOf(other))
  })
})
