// Packs of adopted texts, the card of a group, and whether a text is the adopted one.
export { makePack, mustStillLeave, previewPack, signPack } from './adoption-packs.ts'
export { checkPackIn } from './check-pack.ts'
export { decidedAs } from './decided-as.ts'
export { anyDocument, cardNow, groupCard, isOfficer } from './group-card.ts'
