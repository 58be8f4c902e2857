// The page itself: what a block is, how it is numbered, how it lies in a Yjs document. Used by the
// editor, by core and by the exports, so that all three agree.
export * from './page.ts'
export {
  actsInLog,
  actsInUpdate,
  havingsInLog,
  havingsInUpdate,
  logAct,
  logHaving,
  type Having,
  type LoggedAct,
} from './act-log.ts'
export {
  bracketPlaces,
  mayAdopt,
  type Adoption,
  type OpenAmendments,
  type OpenPoint,
} from './adoption.ts'
export {
  amendable,
  handleClash,
  propose,
  settleAmendment,
  sponsor,
  togetherOf,
  type Acting,
  type NewAmendment,
} from './amending.ts'
export { amendmentsName, isVerdict, namings, type Naming } from './amendment-entries.ts'
export {
  amendmentClients,
  openTargets,
  readAmendments,
  type Amendment,
  type SameMember,
} from './amendments.ts'
export { isBlockId, newBlockId, type Random } from './block-id.ts'
export { bracketBlocks, bracketWords, proposeAlternative, type BracketAct } from './bracket-acts.ts'
export { putBack, settleBrackets, type BracketVerdict } from './bracket-settle.ts'
export {
  bracketsNow,
  goneForNow,
  offeredBack,
  readBrackets,
  readSettled,
  type BracketSet,
  type Gone,
  type Settled,
  type Wording,
} from './bracket-log.ts'
export { bracketSigns, edgesOf, printBrackets, printedRuns } from './bracket-print.ts'
export { printedWords, readersPage, readersWords } from './readers-words.ts'
export { bracketIn, bracketKey, isBracketKey, uniteBrackets } from './brackets.ts'
export { cellName, cellNamed, type Cell } from './cells.ts'
export {
  citationsIn,
  citedBy,
  citingTexts,
  instrumentIn,
  instrumentsIn,
  type Citation,
  type CitedInstrument,
  writtenNames,
} from './citations.ts'
export { bringMissing } from './bring-paragraphs.ts'
export { settledSince, type SettledSince } from './suggestion-news.ts'
export { switchOffCleanup } from './cleanup.ts'
export {
  broughtMark,
  withRemarkIds,
  writingRemarks,
  type BroughtComment,
  type BroughtRemark,
} from './brought-remarks.ts'
export type { BroughtChange, BroughtPlace } from './brought-changes.ts'
export { longestQuote } from './comments.ts'
export { longestQuotedName, quotedName, type Quotation } from './quotations.ts'
export { clientIdOf, idBeside, type LabelledHash, type Writer } from './client-id.ts'
export { clientIn, drawnIn, isEntryId, type EntryLog } from './entry-log.ts'
export {
  EntryId,
  longestRemark,
  longestWording,
  isCommenting,
  openThread,
  readThreads,
  replyTo,
  settleThread,
  threadsName,
  writersEntries,
  type Opening,
  type Said,
  type Thread,
} from './comments.ts'
export {
  membersFor,
  mentionBegun,
  mentionSign,
  mentionsIn,
  saidParts,
  type Mention,
  type SaidPart,
} from './mentions.ts'
export {
  anchorAt,
  commentKey,
  markedStretches,
  markWords,
  stretchesOf,
  type Stretch,
} from './comments-anchor.ts'
export { copiedPage, type CopiedPage } from './copied-page.ts'
export {
  compared,
  compareStates,
  isChanged,
  type Authorship,
  type Compared,
  type Comparison,
  type Deed,
  type Piece,
} from './compare.ts'
export {
  earlierPage,
  redlineBetween,
  withPlaces,
  type Redline,
  type RedlineWord,
  type WordPlace,
} from './redline.ts'
export { withRemarks } from './remarked-page.ts'
export {
  redlineOfSuggestions,
  type Suggested,
  type SuggestionAuthors,
} from './suggested-redline.ts'
export { restorePage, restoringPage } from './restore.ts'
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
export { restrictedPart, withheldBlocks } from './restricted-parts.ts'
export {
  consultationEntries,
  longestQuestion,
  longestResponse,
  longestUntil,
  triageStates,
  type TriageState,
} from './consultation-entries.ts'
export {
  namedOutside,
  readConsultations,
  type Answered,
  type ConsultationRound,
} from './consultations.ts'
export {
  baseOf,
  beginRound,
  draftOf,
  endRound,
  takeIn,
  takeUp,
  triageAnswer,
  type SentPart,
} from './consulting.ts'
export {
  carriedConsents,
  codeOf,
  codesIn,
  consentEntries,
  consentScopes,
  inOrder,
  longestConsent,
  NewConsent,
  readConsents,
  sayConsent,
  standingOn,
  withoutConsent,
  type Consent,
  type ConsentScope,
  type ConsentStanding,
} from './consents.ts'
export { Day, isDay } from './day.ts'
export { contentDigest } from './digest.ts'
export type { ScriptAuthor } from './edit-amendments.ts'
export { applyEditScript, EditStep, type EditResult } from './edit-script.ts'
export { isTemplateWord, readTemplate, sayTemplate } from './group-template.ts'
export { isWordingEntry, isWordingSettled, sayWording } from './wordings.ts'
export { wordingKept, wordingsSaid } from './wordings.ts'
export { openFileNames, safeFileName } from './file-name.ts'
export { findPlaces, type Placed } from './find-place.ts'
export {
  blockMarkup,
  breaksPage,
  deepestMarkup,
  droppedMarkup,
  formatMarkup,
  headingMarkup,
  isBulletMark,
  isListMark,
  wordListLevel,
  wordQuote,
} from './markup.ts'
export { findWords, type Found, type Sought } from './find-words.ts'
export { emptyLinesIn, emptyLinesOn, type EmptyLine, type ReadLine } from './empty-lines.ts'
export { cutShort, plainLines, plainText } from './edit-text.ts'
export { firstBlocks } from './first-blocks.ts'
export { genesis, genesisBlock, genesisClient } from './genesis.ts'
export {
  blockNamed,
  blockNodeName,
  formatBits,
  formats as textFormats,
  metaName,
  notesName,
  noteSign,
  rootName,
  rootOf,
} from './layout.ts'
export { cleanText, hasNoise, mustBeFew, type Imported, type ImportNote } from './imported.ts'
export { typedNumbers, withoutTypedNumber, type Marked } from './typed-numbers.ts'
export {
  isInDraft,
  readDraftOf,
  takeBack,
  takeIntoDraft,
  writeDraftOf,
  type TakenWords,
  type WordsApart,
} from './next-draft.ts'
export { writersSince } from './written-words.ts'
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
  type Alignment,
} from './language-versions.ts'
export { lengthLimitOf, linesOf, pagesOf, type LengthLimit } from './length-limits.ts'
export { isSafeLink, linkAddress } from './link-address.ts'
export { longestRise } from './longest-rise.ts'
export { difference, wordsIn } from './word-difference.ts'
export {
  mergeReview,
  readForReview,
  type Change,
  type Clash,
  type ReviewPage,
  type Side,
} from './merge-review.ts'
export { FormattedWords, ValueName } from './merge-names.ts'
export { asItStands, standingIn, type FormatClash, type ValueClash } from './merge-values.ts'
export { decodeState, encodeState, hasState, isPresent } from './document-state.ts'
export {
  isBefore,
  nothingWritten,
  stateFrom,
  stateOf,
  type DocumentState,
} from './document-state.ts'
export { dropDoubled } from './doubled-words.ts'
export { pageAround, pageAt, restoreLetters } from './page-at.ts'
export { keptLinesOf, leavesKept, type KeptBlocks, type StrayHow } from './kept-blocks.ts'
export { PageUndo } from './page-undo.ts'
export {
  openParagraphs,
  paragraphClients,
  isOfPlace,
  readParagraphSuggestions,
  suggestParagraph,
  type NewParagraphSuggestion,
  type ParagraphSuggestion,
} from './paragraph-suggestions.ts'
export type { Target } from './paragraph-target.ts'
export {
  longestVersionName,
  nameVersion,
  pageOf,
  readVersions,
  type Doubt,
  type Version,
} from './versions.ts'
export * from './meetings/index.ts'
export { isNewer, isNewerSchema, readMeta, writeMeta } from './meta.ts'
export { marksOf, type Digits } from './number-marks.ts'
export { bothWords, joinedWords, readsAsOne, wordChanges } from './merge-words.ts'
export {
  levelOf,
  numberBlocks,
  openCount,
  pathsTo,
  placesOf,
  type Numbering,
  type Path,
} from './numbering.ts'
export { schemeOf } from './numbering-schemes.ts'
export { blockOfRelativePosition, type Place } from './position.ts'
export { isBlockKind, readBlock, readPage } from './read-page.ts'
export {
  isNoteId,
  newNoteId,
  noteBody,
  notesIn,
  numbersOf,
  openNote,
  textWithNotes,
} from './notes.ts'
export {
  followsName,
  notedWords,
  readingsIn,
  referencesOf,
  spokenPage,
  type Referring,
} from './paragraph-references.ts'
export {
  changeOf,
  isSuggestedBy,
  readSettledSuggestions,
  verdictsOn,
  type GivenVerdict,
  type SettledSuggestion,
} from './settled-suggestions.ts'
export {
  noteStruck,
  openSuggestion,
  readSuggestions,
  readWaiting,
  settleSuggestion,
  suggestionKey,
  type Suggestion,
} from './suggestions.ts'
export { referenceCard, type About, type Fact, type ReferenceCard } from './reference-cards.ts'
export { settleParagraph } from './settle-paragraphs.ts'
export { countedNames, largestTable, newTable, renameCells, tableOfNames } from './new-tables.ts'
export {
  isWithinTable,
  partsOf,
  placeInTable,
  tableChange,
  tablesIn,
  type Part,
  type PlaceInTable,
  type Table,
  type TableAct,
  type TableChange,
  type TablePart,
  type TableRemoval,
} from './tables.ts'
export { mostDecoded, sizeOfPicture } from './picture-size.ts'
export {
  attach,
  attachmentsName,
  largestAttachment,
  countAttached,
  inTurn,
  mostAttachments,
  readAttachments,
  takeOut,
  type Attachment,
  type NewAttachment,
} from './attachments.ts'
export { insertFigure, type NewFigure } from './edit-figures.ts'
export {
  alternativeFrom,
  isPictureSize,
  largestPicture,
  longestAlternative,
  mostPictures,
  pictureName,
  pictureKey,
  pictureNamed,
  type Picture,
  type PictureType,
} from './figures.ts'
export { applyOpened } from './opened-text.ts'
export { picturesPut } from './pictures-put.ts'
export { isPrompt, prompts, type Prompt } from './prompts.ts'
export { kindOfTemplate, templateOf } from './templates.ts'
export { joinRuns } from './text.ts'
export * from './word-count.ts'
export { writeBlocks, writingBlocks, type NewBlock } from './write-blocks.ts'
