// Conversations with one other device: frames, sealed parts, and what both ends know of each other.
export { type Epoch, mailboxOf, openEnvelope, type Part, sealEnvelopes } from './envelope.ts'
export { batches, readFrame, writeRecords } from './frames.ts'
export { type LinkConversation, openLinkConversation } from './link-conversation.ts'
export { frameLimit, type Link } from './link.ts'
export { membershipOf } from './membership.ts'
export { type Presence, writePresence } from './presence.ts'
export { openTransfers } from './transfers.ts'
