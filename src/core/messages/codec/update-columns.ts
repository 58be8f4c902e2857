// Yjs V1 updates in columns, restored to the same bytes. One walk over the update does both: a port
// either reads the update and writes the columns, or the other way round. Each value is stored as
// its difference from the most likely one, so that usual writing costs nothing. The walk does not
// check an update; the gate does.
import type { Bytes } from '#core/keys'
import { misfit, openSink, openSource, type Sink, type Source } from './columns.ts'
import { walkText, walkValue } from './value-columns.ts'

/** In their order in a pack. */
export const updateColumns = [
  ...(['counts', 'clients', 'signs', 'starts', 'infos', 'lefts', 'leftClocks'] as const),
  ...(['rights', 'rightClocks', 'others', 'lengths', 'widths', 'text', 'values'] as const),
  ...(['erasures', 'erasedClocks', 'erasedLengths'] as const),
] as const
export type UpdateColumn = (typeof updateColumns)[number]

type Place = { client: number; clock: number }

/** The state after the earlier updates of the pack, from which the walk predicts. */
export type Memory = {
  clients: number[]
  /** The clock of each client's next struct, if it goes on where it was. */
  clocks: Pick<Map<number, number>, 'get' | 'set'>
  right: Place
}

export const newMemory = (): Memory => ({
  clients: [],
  clocks: new Map(),
  right: { client: 0, clock: 0 },
})

type Way = {
  byte(column: UpdateColumn): number
  number(column: UpdateColumn): number
  bytes(column: UpdateColumn, length: number): Bytes
  /** A number near `base`. */
  near(column: UpdateColumn, base: number): number
  client(): number
  /** A place: one of `guesses`, or else the difference from `base` in `which` and `clocks`. */
  place(which: UpdateColumn, clocks: UpdateColumn, guesses: readonly Place[], base: Place): Place
}

const isSame = (a: Place, b: Place): boolean => a.client === b.client && a.clock === b.clock

/** UTF-16 units of bytes that may be UTF-8; for other bytes the same number on every device. */
const unitsOf = (text: Bytes): number => {
  let units = 0
  for (const byte of text) if (byte < 128 || byte > 191) units += byte > 239 ? 2 : 1
  return units
}

const repeated = (way: Way, walk: (way: Way) => void): number => {
  const count = way.number('values')
  for (let left = count; left > 0; left--) walk(way)
  return count
}

/** The content's length in clocks. */
const walkContent = (way: Way, kind: number): number => {
  switch (kind) {
    case 1:
      return way.number('lengths')
    case 2:
      return repeated(way, walkText)
    case 3:
    case 5:
      walkText(way)
      return 1
    case 4:
      return unitsOf(way.bytes('text', way.number('widths')))
    case 6:
      walkText(way)
      walkText(way)
      return 1
    case 7: {
      const type = way.number('values')
      if (type === 3 || type === 5) walkText(way)
      return 1
    }
    case 8:
      return repeated(way, walkValue)
    case 9:
      walkText(way)
      walkValue(way)
      return 1
    default:
      return misfit()
  }
}

const walkStruct = (way: Way, self: Place, memory: Memory): number => {
  const info = way.byte('infos')
  const kind = info & 31
  if (kind === 0 || kind === 10) return info === kind ? way.number('lengths') : misfit()
  const before = { client: self.client, clock: Math.max(0, self.clock - 1) }
  const left = (info & 128) !== 0 && way.place('lefts', 'leftClocks', [before], before)
  const isRight = (info & 64) !== 0
  if (isRight) {
    const next = left ? { client: left.client, clock: left.clock + 1 } : memory.right
    memory.right = way.place('rights', 'rightClocks', [next, memory.right], memory.right)
  }
  if (!left && !isRight) {
    if (way.number('values') === 1) walkText(way)
    else {
      way.client()
      way.number('others')
    }
    if ((info & 32) !== 0) walkText(way)
  }
  return walkContent(way, kind)
}

const walkErasures = (way: Way, memory: Memory): void => {
  for (let clients = way.number('erasures'); clients > 0; clients--) {
    let base = memory.clocks.get(way.client()) ?? 0
    for (let left = way.number('erasures'); left > 0; left--) {
      const clock = way.near('erasedClocks', base)
      base = clock + way.number('erasedLengths')
    }
  }
}

const walk = (way: Way, memory: Memory): void => {
  for (let sections = way.number('counts'); sections > 0; sections--) {
    const structs = way.number('counts')
    const client = way.client()
    let clock = way.near('starts', memory.clocks.get(client) ?? 0)
    for (let left = structs; left > 0; left--) {
      clock += walkStruct(way, { client, clock }, memory)
      if (clock > Number.MAX_SAFE_INTEGER) misfit()
    }
    memory.clocks.set(client, clock)
  }
  walkErasures(way, memory)
}

type Columns<Of> = Record<UpdateColumn, Of>

/** Clients that one pack may name in columns: each one makes the search longer. */
const mostClients = 4_096

const indexIn = (clients: number[], value: number, column: Sink): void => {
  const known = clients.indexOf(value)
  column.number(known < 0 ? clients.length : known)
  if (known >= 0) return
  if (clients.push(value) > mostClients) misfit()
  column.number(value)
}

/** Reads an update and writes columns. */
const apart = (update: Source, columns: Columns<Sink>, { clients }: Memory): Way => {
  const client = (): number => {
    const value = update.number()
    indexIn(clients, value, columns.clients)
    return value
  }
  return {
    byte(column) {
      const value = update.byte()
      columns[column].byte(value)
      return value
    },
    number(column) {
      const value = update.number()
      columns[column].number(value)
      return value
    },
    bytes(column, length) {
      const value = update.bytes(length)
      columns[column].bytes(value)
      return value
    },
    near(column, base) {
      const value = update.number()
      columns.signs.byte(value === base ? 0 : value < base ? 1 : 2)
      if (value !== base) columns[column].number(Math.abs(value - base))
      return value
    },
    client,
    place(which, clocks, guesses, base) {
      const value = { client: update.number(), clock: update.number() }
      const guess = guesses.findIndex(each => isSame(each, value))
      if (guess >= 0) {
        columns[which].byte(guess)
        return value
      }
      const isOther = value.client !== base.client
      const isBefore = value.clock < base.clock
      columns[which].byte(guesses.length + (isOther ? 2 : 0) + (isBefore ? 0 : 1))
      if (isOther) indexIn(clients, value.client, columns.others)
      columns[clocks].number(Math.abs(value.clock - base.clock))
      return value
    },
  }
}

/** `base` plus the difference; Misfit where that is no clock. */
const from = (base: number, difference: number): number => {
  const value = base + difference
  return value < 0 || value > Number.MAX_SAFE_INTEGER ? misfit() : value
}

/** Reads columns and writes an update. */
const together = (columns: Columns<Source>, update: Sink, { clients }: Memory): Way => {
  const clientIn = (column: UpdateColumn): number => {
    const index = columns[column].number()
    if (index > clients.length) misfit()
    if (index === clients.length && clients.push(columns[column].number()) > mostClients) misfit()
    return clients[index] ?? misfit()
  }
  return {
    byte(column) {
      const value = columns[column].byte()
      update.byte(value)
      return value
    },
    number(column) {
      const value = columns[column].number()
      update.number(value)
      return value
    },
    bytes(column, length) {
      const value = columns[column].bytes(length)
      update.bytes(value)
      return value
    },
    near(column, base) {
      const sign = columns.signs.byte()
      if (sign > 2) misfit()
      const value = sign === 0 ? base : from(base, columns[column].number() * (sign === 1 ? -1 : 1))
      update.number(value)
      return value
    },
    client() {
      const value = clientIn('clients')
      update.number(value)
      return value
    },
    place(which, clocks, guesses, base) {
      const choice = columns[which].byte()
      const told = choice - guesses.length
      if (told > 3) misfit()
      const value = guesses[choice] ?? {
        client: told >= 2 ? clientIn('others') : base.client,
        clock: from(base.clock, columns[clocks].number() * (told % 2 === 0 ? -1 : 1)),
      }
      update.number(value.client)
      update.number(value.clock)
      return value
    },
  }
}

/**
 * Puts `update` into `columns`. For malformed updates it throws Misfit, after a part was written,
 * and with `memory` unchanged. Changes lie beside the memory until the end: a copy for each update
 * would cost as much as all updates before it.
 */
export const splitUpdate = (update: Bytes, columns: Columns<Sink>, memory: Memory): void => {
  const source = openSource(update)
  const { clients, clocks } = memory
  const known = clients.length
  const changed = new Map<number, number>()
  const trial: Memory = {
    ...memory,
    clocks: {
      get: client => changed.get(client) ?? clocks.get(client),
      set: (client, clock) => changed.set(client, clock),
    },
  }
  try {
    walk(apart(source, columns, trial), trial)
    if (!source.isDone()) misfit()
  } catch (error) {
    clients.length = known
    throw error
  }
  for (const [client, clock] of changed) clocks.set(client, clock)
  memory.right = trial.right
}

/**
 * The next update that `splitUpdate` took; Misfit where there is none, or it is longer than `most`.
 */
export const joinUpdate = (columns: Columns<Source>, memory: Memory, most: number): Bytes => {
  const update = openSink(most)
  walk(together(columns, update, memory), memory)
  return update.written()
}
