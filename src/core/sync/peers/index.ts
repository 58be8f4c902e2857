// Other devices: the heads that they stated, how far they have read, and digests of their content.
export {
  type Content,
  contentFromWire,
  type Contents,
  contentsToWire,
  digestOfContents,
  openContent,
} from './content.ts'
export { openPeerHeads, type PeerHeads, type StatedHeads, type UnsentCount } from './peer-heads.ts'
