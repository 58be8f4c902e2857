// Adopted texts that go to another group or to the Secretariat.
export { adoptedText, type AdoptedText } from './adopted-text.ts'
export { forwardText, linesOf, originOf, targetsOf } from './forward-text.ts'
export { packOfOrigin } from './forwarded-pack.ts'
export { giveText, mayGiveTexts, mustBeRecipient, recipientsIn } from './give-text.ts'
