// Where the window is, so that unlocking leads back there.
import * as v from 'valibot'
import { WindowPlace } from '#shared/contract'
import { utf8 } from '#core/keys'
import type { NoteStore } from './notes.ts'

export type WindowPlaceStore = { get(): WindowPlace | null; put(place: WindowPlace): void }

const name = 'window/place'

export const windowPlaceStore = (notes: NoteStore): WindowPlaceStore => ({
  get() {
    const bytes = notes.get(null, name)
    return bytes && v.parse(WindowPlace, JSON.parse(new TextDecoder().decode(bytes)))
  },
  put: place => notes.put(null, name, utf8(JSON.stringify(place))),
})
