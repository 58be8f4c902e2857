// Frames: pictures and embedded files, each often in several forms for programs that know fewer.
import { count, pictureOf, type FlowPicture, type LeftOut } from '#document/flow'

/** An address outside the file. */
const isOutside = (address: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/|\.\.)/i.test(address)

/** `isKnown`: one of its forms was read. Words for a picture, a description or a title, come behind it. */
type Frame = { isKnown: boolean; picture: FlowPicture | null; isDescribed: boolean }

export class Frames {
  private readonly leftOut: LeftOut
  private readonly around: Frame[] = []

  constructor(leftOut: LeftOut) {
    this.leftOut = leftOut
  }

  open(): void {
    this.around.push({ isKnown: false, picture: null, isDescribed: false })
  }

  close(): void {
    this.around.pop()
  }

  /** The picture that comes into the text, if it is the first form of its frame and in the file. */
  image(address: string): FlowPicture | null {
    if (!this.isFirst()) return null
    if (isOutside(address)) {
      count(this.leftOut, 'linked-picture')
      return null
    }
    const picture = pictureOf(address.replace(/^\.\//, ''), '')
    const frame = this.around.at(-1)
    if (frame) frame.picture = picture
    return picture
  }

  describe(what: 'title' | 'desc', text: string): void {
    const frame = this.around.at(-1)
    if (!frame?.picture || frame.isDescribed) return
    frame.picture.alternative = text
    frame.isDescribed = what === 'desc' && text.trim() !== ''
  }

  object(): void {
    if (this.isFirst()) count(this.leftOut, 'object')
  }

  formula(): void {
    this.isFirst()
  }

  /** Another form of what the frame shows already is not counted. */
  private isFirst(): boolean {
    const frame = this.around.at(-1)
    if (frame?.isKnown) return false
    if (frame) frame.isKnown = true
    return true
  }
}
