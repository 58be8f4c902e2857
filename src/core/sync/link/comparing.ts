// Content comparison: two ends with the same heads exchange a digest of 32 bytes over their
// readable content, and, where the digests differ, one for each document. A device with a wrong
// copy rebuilds it and sends its digest again.
import { equal, toHex, type Bytes } from '#core/keys'
import { digestOfContents, type Contents } from '../peers/index.ts'
import { writeContent, writeContents } from './frames.ts'
import type { Spoken } from './membership.ts'

export type Comparing = {
  /** Sends the digest of the readable content, once for the same heads. */
  say(): void
  heardDigest(digest: Bytes): void
  heardAll(theirs: Contents): void
}

export const openComparing = (ports: {
  replica: Pick<Spoken, 'content' | 'digest'>
  /** Both ends are known to have the same, and the link is open. */
  isLevel(): boolean
  post(frame: Bytes): void
  differed(): void
}): Comparing => {
  const { replica, isLevel, post, differed } = ports
  /** The heads for which the digest was sent. */
  let compared = ''
  const say = (isAgain = false): void => {
    if (!isLevel()) return
    const heads = toHex(replica.digest())
    if (heads === compared && !isAgain) return
    const contents = replica.content.all()
    if (!contents) return
    compared = heads
    post(writeContent(contents))
  }
  return {
    say: () => say(),
    heardDigest(digest) {
      const contents = isLevel() ? replica.content.all() : null
      if (!contents) return
      if (equal(digest, digestOfContents(contents))) replica.content.agree()
      else post(writeContents(contents))
    },
    heardAll(theirs) {
      if (!isLevel()) return
      if (replica.content.compare(theirs)) say(true)
      differed()
    },
  }
}
