// Frames: pictures and embedded files, each often in several forms for programs that know fewer.
import { count, type LeftOut } from '../flow.ts'
import type { Way } from '../xml.ts'

/** An address outside the file. */
const isOutside = (address: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/|\.\.)/i.test(address)

export class Frames {
  private readonly leftOut: LeftOut
  /** For each frame around: whether its content is known already. */
  private readonly known: boolean[] = []

  constructor(leftOut: LeftOut) {
    this.leftOut = leftOut
  }

  open(): void {
    this.known.push(false)
  }

  close(): void {
    this.known.pop()
  }

  image(address: string): Way {
    if (this.isFirst()) count(this.leftOut, isOutside(address) ? 'linked-picture' : 'picture')
    return 'skip'
  }

  object(): Way {
    if (this.isFirst()) count(this.leftOut, 'object')
    return 'skip'
  }

  formula(): void {
    this.isFirst()
  }

  /** Another form of what the frame shows already is not counted. */
  private isFirst(): boolean {
    const isKnown = this.known.pop()
    if (isKnown !== undefined) this.known.push(true)
    return isKnown !== true
  }
}
