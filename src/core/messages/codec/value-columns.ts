// Values in the encoding of lib0 in a Yjs update (attributes, formats, embedded values). The walk
// finds their end; they go into one column unchanged.
import type { Bytes } from '#core/keys'
import { misfit } from './columns.ts'

/** The part of the walk over an update that this file needs. */
export type ValueWay = {
  byte(column: 'values'): number
  number(column: 'values'): number
  bytes(column: 'values', length: number): Bytes
}

const deepestValue = 32

export const walkText = (way: ValueWay): void => void way.bytes('values', way.number('values'))

/** A value of any sort in the encoding of lib0. */
export const walkValue = (way: ValueWay, depth = 0): void => {
  if (depth > deepestValue) misfit()
  switch (way.byte('values')) {
    case 127:
    case 126:
    case 121:
    case 120:
      return
    case 125:
      while (way.byte('values') > 127);
      return
    case 124:
      way.bytes('values', 4)
      return
    case 123:
    case 122:
      way.bytes('values', 8)
      return
    case 119:
    case 116:
      return walkText(way)
    case 118:
      for (let left = way.number('values'); left > 0; left--) {
        walkText(way)
        walkValue(way, depth + 1)
      }
      return
    case 117:
      for (let left = way.number('values'); left > 0; left--) walkValue(way, depth + 1)
      return
    default:
      misfit()
  }
}
