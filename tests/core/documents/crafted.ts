// Updates that no honest window makes, written byte by byte in Yjs' V1 encoding.
import * as encoding from 'lib0/encoding'
import type { Id } from '../../../src/core/documents/gate/scan.ts'

type Bytes = Uint8Array

export type Content = { number: number; length: number; write(to: encoding.Encoder): void }

const content = (number: number, length: number, write: Content['write']): Content => ({
  number,
  length,
  write,
})

export const string = (text: string): Content =>
  content(4, text.length, to => encoding.writeVarString(to, text))
export const any = (...values: unknown[]): Content =>
  content(8, values.length, to => {
    encoding.writeVarUint(to, values.length)
    for (const value of values)
      encoding.writeAny(to, value as Parameters<typeof encoding.writeAny>[1])
  })
export const format = (key: string, value: unknown): Content =>
  content(6, 1, to => {
    encoding.writeVarString(to, key)
    encoding.writeVarString(to, JSON.stringify(value))
  })
export const type = (number: number, name?: string): Content =>
  content(7, 1, to => {
    encoding.writeVarUint(to, number)
    if (name !== undefined) encoding.writeVarString(to, name)
  })
export const list = type(0)
export const map = type(1)
export const words = type(2)
export const element = (name = 'block'): Content => type(3, name)
export const fragment = type(4)
export const hook = type(5, 'block')
export const text = type(6)
export const gc = (length: number): Content =>
  content(0, length, to => encoding.writeVarUint(to, length))
/** The struct of Yjs for clocks that are left out. */
export const gap = (length: number): Content =>
  content(10, length, to => encoding.writeVarUint(to, length))
export const deleted = (length: number): Content =>
  content(1, length, to => encoding.writeVarUint(to, length))
export const json = (...values: unknown[]): Content =>
  content(2, values.length, to => {
    encoding.writeVarUint(to, values.length)
    for (const value of values) encoding.writeVarString(to, JSON.stringify(value))
  })
export const binary = (bytes: Bytes): Content =>
  content(3, 1, to => encoding.writeVarUint8Array(to, bytes))
export const embed = (value: unknown): Content =>
  content(5, 1, to => encoding.writeVarString(to, JSON.stringify(value)))
export const subdocument = (): Content =>
  content(9, 1, to => {
    encoding.writeVarString(to, 'guid')
    encoding.writeAny(to, { autoLoad: true })
  })
/** Malformed content whose parts contradict each other. */
export const raw = (number: number, length: number, ...bytes: number[]): Content =>
  content(number, length, to => encoding.writeUint8Array(to, Uint8Array.from(bytes)))

export type Place = { origin?: Id | null; right?: Id | null; parent?: string | Id; key?: string }
export type Crafted = { at: Place; is: Content }

const writeId = (to: encoding.Encoder, id: Id): void => {
  encoding.writeVarUint(to, id.client)
  encoding.writeVarUint(to, id.clock)
}

const writeStruct = (to: encoding.Encoder, { at, is }: Crafted): void => {
  const { origin, right, parent = 'root-v2', key } = at
  if (is.number === 0 || is.number === 10) {
    encoding.writeUint8(to, is.number)
    return is.write(to)
  }
  encoding.writeUint8(to, is.number | (origin ? 128 : 0) | (right ? 64 : 0) | (key ? 32 : 0))
  if (origin) writeId(to, origin)
  if (right) writeId(to, right)
  if (!origin && !right) {
    encoding.writeVarUint(to, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(to, parent)
    else writeId(to, parent)
    if (key !== undefined) encoding.writeVarString(to, key)
  }
  is.write(to)
}

export type Range = Id & { length: number }
export type Section = { client: number; clock: number; structs: Crafted[] }

/** One update from its parts, as they are. */
export const craft = (sections: Section[], deletes: Range[] = []): Bytes => {
  const to = encoding.createEncoder()
  encoding.writeVarUint(to, sections.length)
  for (const { client, clock, structs } of sections) {
    encoding.writeVarUint(to, structs.length)
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, clock)
    for (const struct of structs) writeStruct(to, struct)
  }
  encoding.writeVarUint(to, deletes.length)
  for (const { client, clock, length } of deletes) {
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, 1)
    encoding.writeVarUint(to, clock)
    encoding.writeVarUint(to, length)
  }
  return encoding.toUint8Array(to)
}

export const joined = (...parts: (Bytes | number[])[]): Bytes =>
  Uint8Array.from(parts.flatMap(part => [...part]))
