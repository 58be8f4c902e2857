// The failures that a person can meet. A code is the only thing that crosses a process line;
// the renderer (and the command line) own the words.
export const failures = [
  'locked',
  'wrong-passphrase',
  'too-many-tries',
  'profile-exists',
  'profile-missing',
  'profile-in-use',
  'archive-is-newer',
  'archive-damaged',
  'archive-replaced',
  'disk-full',
  'not-writable',
  'not-readable',
  'drive-failed',
  'not-here',
  'not-found',
  'not-permitted',
  'not-in-group',
  'not-private',
  'not-shared',
  'other-audience',
  'invalid-input',
  'file-not-found',
  'folder-not-found',
  'file-damaged',
  'file-not-for-this-device',
  'file-too-large',
  'file-too-costly',
  'file-is-newer',
  'file-wrong-kind',
  'file-has-program',
  'file-has-password',
  'file-old-word',
  'file-is-pdf',
  'file-misnamed',
  'file-is-picture',
  'file-is-baraza',
  'chosen-word',
  'chosen-pdf',
  'chosen-picture',
  'chosen-backup',
  'chosen-invitation',
  'chosen-encrypted',
  'chosen-reply',
  'circle-offered',
  'outsider-apart',
  'invitation-ended',
  'invitation-used',
  'invitation-crowded',
  'already-member',
  'in-circle-already',
  'device-taken-out',
  'proposal-done',
  'proposal-withdrawn',
  'words-not-checked',
  'address-unreachable',
  'address-not-a-member',
  'code-unanswered',
  'network-off',
  'mailbox-full',
  'mailbox-refused',
  'group-stopped',
  'recovery-mistyped',
  'recovery-wrong',
  'pieces-too-few',
  'pieces-differ',
  'pieces-in-one-file',
  'version-incomplete',
  'version-false',
  'items-without-end',
  'text-unsettled',
  'line-decided',
  'text-open',
  'text-is-fixed',
  'decision-open',
  'decided-already',
  'rule-too-weak',
  'quorum-too-high',
  'reason-missing',
  'consent-missing',
  'second-look-missing',
  'text-not-confirmed',
  'text-changed',
  'text-apart',
  'readers-changed',
  'file-differs',
  'group-has-no-text',
  'export-rule-away',
  'other-pdf',
  'circle-has-no-card',
  'other-key-missing',
  'narrower-original',
  'has-translations',
  'section-too-long',
  'section-not-words',
  'figure-missing',
  'picture-missing',
  'reply-other-round',
  'reply-elsewhere',
  'reply-known',
  'cancelled',
  'declined',
  'too-many-questions',
  'internal',
] as const
export type FailureCode = (typeof failures)[number]

type Camel<S extends string> = S extends `${infer Word}-${infer More}`
  ? `${Word}${Capitalize<Camel<More>>}`
  : S

/** The sentence of a code in the catalogues: `disk-full` is `failure.diskFull`. */
export const sentenceOf = (code: FailureCode) =>
  `failure.${code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}` as `failure.${Camel<FailureCode>}`

/** An expected refusal: `code` says which. Nothing was changed when it is thrown. */
export class Failure extends Error {
  override name = 'Failure'
  readonly code: FailureCode
  /** The names that it is about, for the command line; only the code crosses to a window. */
  readonly names: readonly string[]
  constructor(code: FailureCode, options: ErrorOptions & { names?: readonly string[] } = {}) {
    super(code, options)
    this.code = code
    this.names = options.names ?? []
  }
}
