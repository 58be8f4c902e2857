// The fake core's answers about the look of a second member: a group that does not ask for it.
import type { CoreContract } from '#shared/contract'
import type { ActId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { Failure } from '#shared/failure'

type Calls = Extract<keyof CoreContract['calls'], `exports.${string}`>

export const fakeExports = (): Pick<Handlers<CoreContract>, Calls> => ({
  'exports.rule': () => ({ isNeeded: false, ending: [], needed: 2, mayChange: true }),
  'exports.setRule': () => {},
  'exports.standing': () => ({ isNeeded: false, mayAsk: true, request: null, earlier: null }),
  'exports.ask': () => ({ request: 'e'.repeat(64) as ActId }),
  'exports.list': () => [],
  'exports.get': () => {
    throw new Failure('not-found')
  },
  'exports.confirm': () => {},
  'exports.decline': () => {},
  'exports.withdraw': () => {},
})
