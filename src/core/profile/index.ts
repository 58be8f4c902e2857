// An open profile and its lifecycle. Its type stays here: a use case names the parts that it needs.
export type { Emit } from './events.ts'
export { openLifecycle, type ProfileLifecycle } from './lifecycle.ts'
