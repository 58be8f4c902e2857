// Values as lib0 writes them into a Yjs update (attributes, formats, embedded things), walked over so
// that their end is known. They go into one column as they are.
import type { Bytes } from '#core/keys'
import { misfit } from './columns.ts'

/** What of the walk over an update is needed here. */
export type ValueWay = {
  byte(column: 'values'): number
  number(column: 'values'): number
  bytes(column: 'values', length: number): Bytes
}

const deepestValue = 32

export const walkText = (way: ValueWay): void => void way.bytes('values', way.number('values'))

/** A value of any sort, as lib0 writes it. */
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
