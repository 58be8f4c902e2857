// Failure code -> sentence, exhaustively: what happened, what is safe, what to do. A code without
// words does not compile.
import { Failure, type FailureCode } from '#shared/failure'
import type { MessageId } from './ids.ts'

export const sentenceOf = {
  locked: 'failure.locked',
  'wrong-passphrase': 'failure.wrongPassphrase',
  'too-many-tries': 'failure.tooManyTries',
  'profile-exists': 'failure.profileExists',
  'profile-missing': 'failure.profileMissing',
  'profile-in-use': 'failure.profileInUse',
  'archive-is-newer': 'failure.archiveIsNewer',
  'archive-damaged': 'failure.archiveDamaged',
  'archive-replaced': 'failure.archiveReplaced',
  'disk-full': 'failure.diskFull',
  'not-writable': 'failure.notWritable',
  'not-found': 'failure.notFound',
  'not-permitted': 'failure.notPermitted',
  'not-private': 'failure.notPrivate',
  'not-shared': 'failure.notShared',
  'other-audience': 'failure.otherAudience',
  'invalid-input': 'failure.invalidInput',
  'file-not-found': 'failure.fileNotFound',
  'file-damaged': 'failure.fileDamaged',
  'file-not-for-this-device': 'failure.fileNotForThisDevice',
  'file-too-large': 'failure.fileTooLarge',
  'file-is-newer': 'failure.fileIsNewer',
  'file-wrong-kind': 'failure.fileWrongKind',
  'circle-offered': 'failure.circleOffered',
  'outsider-apart': 'failure.outsiderApart',
  'invitation-ended': 'failure.invitationEnded',
  'invitation-used': 'failure.invitationUsed',
  'invitation-crowded': 'failure.invitationCrowded',
  'already-member': 'failure.alreadyMember',
  'device-taken-out': 'failure.deviceTakenOut',
  'proposal-done': 'failure.proposalDone',
  'proposal-withdrawn': 'failure.proposalWithdrawn',
  'words-not-checked': 'failure.wordsNotChecked',
  'address-unreachable': 'failure.addressUnreachable',
  'address-not-a-member': 'failure.addressNotAMember',
  'code-unanswered': 'failure.codeUnanswered',
  'network-off': 'failure.networkOff',
  'mailbox-full': 'failure.mailboxFull',
  'mailbox-refused': 'failure.mailboxRefused',
  'group-stopped': 'failure.groupStopped',
  'recovery-mistyped': 'failure.recoveryMistyped',
  'recovery-wrong': 'failure.recoveryWrong',
  'shares-too-few': 'failure.sharesTooFew',
  'shares-differ': 'failure.sharesDiffer',
  'shares-in-one-file': 'failure.sharesInOneFile',
  'version-incomplete': 'failure.versionIncomplete',
  'version-false': 'failure.versionFalse',
  'text-unsettled': 'failure.textUnsettled',
  'consent-missing': 'failure.consentMissing',
  'narrower-original': 'failure.narrowerOriginal',
  'section-too-long': 'failure.sectionTooLong',
  'section-not-words': 'failure.sectionNotWords',
  'figure-missing': 'failure.figureMissing',
  'picture-missing': 'failure.pictureMissing',
  'has-versions': 'failure.hasVersions',
  'reply-other-round': 'failure.replyOtherRound',
  'reply-elsewhere': 'failure.replyElsewhere',
  'reply-known': 'failure.replyKnown',
  cancelled: 'failure.cancelled',
  internal: 'failure.internal',
} as const satisfies Record<FailureCode, MessageId>

/** The code inside anything that was thrown; `internal` for what is no Failure. */
export const codeOf = (error: unknown): FailureCode =>
  error instanceof Failure ? error.code : 'internal'

/** The message id for anything that was thrown. */
export const sentenceFor = (error: unknown): MessageId => sentenceOf[codeOf(error)]
