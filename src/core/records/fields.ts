// Fields of a body: how each is read from its decoded value and written again. A reader returns
// undefined for anything that is not exactly right, because null is a value of some fields.
import { areAscending, fromHex, toHex, type Bytes, type Decoded, type Encodable } from '#core/keys'

export type Field<T> = {
  read(value: Decoded | undefined): T | undefined
  write(value: T): Encodable
}

export type ValueOf<F> = F extends Field<infer T> ? T : never

/** A field with a further condition. */
export const where = <T>(field: Field<T>, holds: (value: T) => boolean): Field<T> => ({
  read(value) {
    const found = field.read(value)
    return found !== undefined && holds(found) ? found : undefined
  },
  write: field.write,
})

/** Text of `least` to `most` UTF-16 units. */
export const text = (least: number, most: number, pattern?: RegExp): Field<string> => ({
  read: value =>
    typeof value === 'string' &&
    value.length >= least &&
    value.length <= most &&
    (pattern?.test(value) ?? true)
      ? value
      : undefined,
  write: value => value,
})

export const oneOf = <W extends string>(words: readonly W[]): Field<W> => ({
  read: value => words.find(word => word === value),
  write: value => value,
})

export const count = (least: number, most = Number.MAX_SAFE_INTEGER): Field<number> => ({
  read: value => (typeof value === 'number' && value >= least && value <= most ? value : undefined),
  write: value => value,
})

/** UTC milliseconds. */
export const time = count(0)

export const mark: Field<boolean> = {
  read: value => (typeof value === 'boolean' ? value : undefined),
  write: value => value,
}

export const bytes = (length: number): Field<Bytes> => ({
  read: value => (value instanceof Uint8Array && value.length === length ? value : undefined),
  write: value => value,
})

export const bytesTo = (most: number): Field<Bytes> => ({
  read: value => (value instanceof Uint8Array && value.length <= most ? value : undefined),
  write: value => value,
})

/** Bytes that the rest of the program knows as hexadecimal text. */
export const id = <Id extends string>(length = 32): Field<Id> => ({
  read: value =>
    value instanceof Uint8Array && value.length === length ? (toHex(value) as Id) : undefined,
  write: value => fromHex(value),
})

export const orNull = <T>(field: Field<T>): Field<T | null> => ({
  read: value => (value === null ? null : field.read(value)),
  write: value => (value === null ? null : field.write(value)),
})

export const listOf = <T>(field: Field<T>, least: number, most: number): Field<T[]> => ({
  read(value) {
    if (!Array.isArray(value) || value.length < least || value.length > most) return undefined
    const found: T[] = []
    for (const each of value) {
      const item = field.read(each)
      if (item === undefined) return undefined
      found.push(item)
    }
    return found
  },
  write: value => value.map(field.write),
})

/** A list that ascends strictly by `key`. */
export const ascendingBy = <T>(field: Field<T[]>, key: (item: T) => string): Field<T[]> =>
  where(field, list => areAscending(list.map(key)))

/** An array of exactly these fields, in the order in which they are named. */
export const array = <T extends object>(fields: { [K in keyof T]: Field<T[K]> }): Field<T> => {
  const all = Object.entries(fields) as [keyof T, Field<unknown>][]
  return {
    read(value) {
      if (!Array.isArray(value) || value.length !== all.length) return undefined
      const found: Partial<T> = {}
      for (const [at, [name, field]] of all.entries()) {
        const item = field.read(value[at])
        if (item === undefined) return undefined
        found[name] = item as T[typeof name]
      }
      return found as T
    },
    write: value => all.map(([name, field]) => field.write(value[name])),
  }
}

/**
 * As `array`, with one more field behind the others that may be absent, for a later version of a body. Bodies without
 * it keep their bytes.
 */
export const arrayWith = <T extends object, L extends object>(
  fields: { [K in keyof T]: Field<T[K]> },
  last: { [K in keyof L]: Field<L[K]> },
): Field<T & Partial<L>> => {
  const [short, long] = [array<T>(fields), array<T & L>({ ...fields, ...last } as never)]
  const isLong = (value: object): value is T & L => Object.keys(last).every(key => key in value)
  return {
    read: value => short.read(value) ?? long.read(value),
    write: value => (isLong(value) ? long.write(value) : short.write(value)),
  }
}

/** A list of two values. */
export const pair = <A, B>(first: Field<A>, second: Field<B>): Field<readonly [A, B]> => {
  const both = array({ first, second })
  return {
    read(value) {
      const found = both.read(value)
      return found && [found.first, found.second]
    },
    write: ([a, b]) => both.write({ first: a, second: b }),
  }
}

type VariantOf<V> = { [W in keyof V]: { what: W } & V[W] }[keyof V]

/** An array that begins with a word; the fields behind it are those of the word. */
export const variant = <V extends { [word: string]: object }>(variants: {
  [W in keyof V]: Field<V[W]>
}): Field<VariantOf<V>> => ({
  read(value) {
    if (!Array.isArray(value)) return undefined
    const [what, ...rest] = value
    if (typeof what !== 'string' || !Object.hasOwn(variants, what)) return undefined
    const found = variants[what]?.read(rest)
    return found && ({ what, ...found } as VariantOf<V>)
  },
  write(value) {
    const fields = variants[value.what]?.write(value) as readonly Encodable[]
    return [value.what as string, ...fields]
  },
})

/** The fields of each type of a union of bodies. */
export type FieldsOf<B extends { type: string }> = {
  [T in B['type']]: Field<Omit<Extract<B, { type: T }>, 'type'>>
}

/** Bodies whose type stands outside their fields. */
export type Bodies<B extends { type: string }> = {
  has(type: string): type is B['type']
  read(type: B['type'], fields: Decoded): B | null
  write(body: B): [type: B['type'], fields: Encodable]
}

export const bodiesOf = <B extends { type: string }>(table: FieldsOf<B>): Bodies<B> => {
  const fieldOf = (type: B['type']) => table[type] as Field<object>
  return {
    has: (type): type is B['type'] => Object.hasOwn(table, type),
    read(type, fields) {
      const found = fieldOf(type).read(fields)
      return found ? ({ type, ...found } as B) : null
    },
    write: body => [body.type, fieldOf(body.type).write(body)],
  }
}
