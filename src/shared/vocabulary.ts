// The words that people write and choose from: languages, levels, roles, kinds and the like. It
// imports nothing of ours, so every room may read it.
import * as v from 'valibot'

/** UTC milliseconds as one device claims them; shown to people, never judged by. */
export const Time = v.number()
export type Time = v.InferOutput<typeof Time>
export const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
export const Handle = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
export const Title = v.pipe(v.string(), v.trim(), v.maxLength(300))
export const Passphrase = v.pipe(v.string(), v.maxLength(1000))

export const Language = v.picklist(['en', 'fr', 'es', 'ar', 'ru', 'zh'])
export type Language = v.InferOutput<typeof Language>

/** The last two are English made longer and English mirrored, for tests. */
export const WindowLanguage = v.picklist(['en', 'fr', 'es', 'ar', 'ru', 'zh', 'en-XA', 'ar-XB'])
export type WindowLanguage = v.InferOutput<typeof WindowLanguage>

/** Each language by its own name, so that no catalogue holds it. */
export const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
}

export const Level = v.picklist(['global', 'regional', 'country'])
export type Level = v.InferOutput<typeof Level>

/** The rules of the group module decide the rights of each role, on every device. */
export const Role = v.picklist([
  'chair',
  'rapporteur',
  'member',
  'alternate',
  'observer',
  'reviewer',
  'commenter',
  'secretariat',
  'guest',
])
export type Role = v.InferOutput<typeof Role>

export const Right = v.picklist([
  /** Changes the text, its files, its translations and its restricted parts. */
  'write',
  /** Comments beside the text. */
  'remark',
  /** Suggests other words and paragraphs, supports amendments, and names versions. */
  'propose',
  /** Settles amendments and wordings, names templates, and retires texts. */
  'settle',
  /** Proposes and seconds acts about membership, shuts out devices, and counts in consent. */
  'voice',
])
export type Right = v.InferOutput<typeof Right>

export const everyRight: ReadonlySet<Right> = new Set(Right.options)
export const noRights: ReadonlySet<Right> = new Set()
/** In a text that no other member has: nothing of it is settled before it is shared. */
export const rightsAlone: ReadonlySet<Right> = new Set(['write', 'remark', 'propose'])

export const DocumentKind = v.picklist([
  'statement',
  'recommendations',
  'minutes',
  'agenda',
  'protocol',
  'manual',
  'assessment',
  'consultation',
  'brief',
  'officials',
  'reference',
])
export type DocumentKind = v.InferOutput<typeof DocumentKind>

/** The beginnings of documents: one for each kind, and two for a kind's other form. */
export const TemplateName = v.picklist([...DocumentKind.options, 'annotated', 'cedaw'])
export type TemplateName = v.InferOutput<typeof TemplateName>

/** The status of a text, by the decisions about it; the first that holds. */
export const DocumentStatus = v.picklist([
  'replaced',
  'adopted',
  'deciding',
  'not-adopted',
  'withdrawn',
  'consultation',
  'draft',
])
export type DocumentStatus = v.InferOutput<typeof DocumentStatus>

export const ExportFormat = v.picklist(['docx', 'odt', 'pdf', 'html', 'md', 'txt', 'akn', 'json'])
export type ExportFormat = v.InferOutput<typeof ExportFormat>

/** Formats in which a file of another program can be written without a window. */
export const ConvertedFormat = v.picklist(['docx', 'odt', 'html', 'md', 'txt', 'akn'])
export type ConvertedFormat = v.InferOutput<typeof ConvertedFormat>

/** The tracked changes of a file that is read, all of them settled in one way. */
export const SettledChanges = v.picklist(['accepted', 'rejected'])
export type SettledChanges = v.InferOutput<typeof SettledChanges>

/** The position of a member in a decision. */
export const DecisionChoice = v.picklist(['support', 'reservations', 'abstain', 'aside', 'object'])
export type DecisionChoice = v.InferOutput<typeof DecisionChoice>

export const DecisionOutcome = v.picklist([
  'agreed',
  'no-objection',
  'agreed-by-vote',
  'not-agreed',
  'no-quorum',
])
export type DecisionOutcome = v.InferOutput<typeof DecisionOutcome>

/** An act of a member in a decision. `hear` writes down what others said aloud. */
export const DecisionAct = v.picklist([
  'position',
  'explain',
  'hear',
  'close',
  'reopen',
  'withdraw',
  'declare',
  'sign',
  'register',
])
export type DecisionAct = v.InferOutput<typeof DecisionAct>
