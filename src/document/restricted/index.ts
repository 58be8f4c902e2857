// Restricted paragraphs, whose text lies in the document of a circle.
export { heldBack, type HeldBack } from './held-back.ts'
export { goneWithheld, restrictedPart, withheldBlocks, withheldTables } from './restricted-parts.ts'
export {
  hasRestricted,
  insertRestricted,
  inWords,
  isUnsettled,
  liftBlock,
  mayRestrict,
  readPartOf,
  restrictBlock,
  restrictedLabel,
  sectionEnd,
  withRestricted,
  writePartOf,
  type PartOf,
  type RestrictedText,
} from './restricted.ts'
