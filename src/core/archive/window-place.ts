// Where the window is, so that unlocking leads back there.
import * as v from 'valibot'
import { WindowPlace } from '#shared/contract'
import { utf8 } from '#core/keys'
import type { NoteStore } from './notes.ts'

export type WindowPlaceStore = { get(): WindowPlace | null; put(place: WindowPlace): void }

const name = 'window/place'
const Stored = v.pipe(v.string(), v.parseJson(), WindowPlace)

export const windowPlaceStore = (notes: NoteStore): WindowPlaceStore => ({
  get() {
    const bytes = notes.get(null, name)
    // A place of another version is none.
    const read = v.safeParse(Stored, bytes && new TextDecoder().decode(bytes))
    return read.success ? read.output : null
  },
  put: place => notes.put(null, name, utf8(JSON.stringify(place))),
})
