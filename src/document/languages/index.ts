// Versions of a text in other languages, and the next draft beside them.
export { bringMissing } from './bring-paragraphs.ts'
export {
  alignVersion,
  readChecks,
  readVersionOf,
  sayTranslated,
  sourcesName,
  sourceWords,
  speakerOf,
  writeVersionOf,
  type Aligned,
} from './language-versions.ts'
export {
  isInDraft,
  readDraftOf,
  takeBack,
  takeIntoDraft,
  writeDraftOf,
  type TakenWords,
  type WordsApart,
} from './next-draft.ts'
