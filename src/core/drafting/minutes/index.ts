// Minutes: their lines, attendance, settled lines, and corrections.
export { attendanceOffer } from './attendance.ts'
export { correctionOf, correctMinutes, mayCorrect } from './correct-minutes.ts'
export { decisionsOf, mustBeMinutes, nameMembers, namingOf, recordedIn } from './minutes-lines.ts'
export { restoreVersion } from './restore-version.ts'
export { keptLinesIn, settledIn, settledLines } from './settled-lines.ts'
