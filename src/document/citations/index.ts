// Instruments, resolutions and paragraphs that the words of a text cite.
export {
  citedBy,
  citingTexts,
  instrumentIn,
  instrumentsIn,
  type CitedInstrument,
} from './citations.ts'
export { citedParagraphs } from './paragraph-citations.ts'
export { referenceCard, type Fact } from './reference-cards.ts'
