// The gate: whether an update may change a document.
export { type Admission, admit } from './admit.ts'
export { causesOf } from './causes.ts'
export { checkUpdate, type Verdict, wrongForm } from './check-update.ts'
export { type CheckName, type Checks, everyCheck, type Rules } from './checks.ts'
export { mostAttributes, mostOverOnePlace, snapshotLimits, updateLimits } from './limits.ts'
export { defineRoots } from './places.ts'
export {
  clientsIn,
  type Id,
  type Range,
  type Scan,
  scanUpdate,
  type Section,
  type Struct,
} from './scan.ts'
