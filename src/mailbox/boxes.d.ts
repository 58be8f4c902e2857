import { type Bytes } from '#core/keys'
export type Guest = {
  /** Something was appended, by this guest or by another; `frame` tells of it. */
  appended(place: number, frame: Bytes, own: boolean): void
  send(frame: Bytes): void
}
export type Boxes = {
  enter(address: Bytes, guest: Guest): () => void
  publish(address: Bytes, place: number, sealed: Bytes, from: Guest): void
}
export declare const openBoxes: (later: (work: () => void, milliseconds: number) => void) => Boxes
