// The text of the mockups with all nine members of the advisory group, two of whom comment on it.
import { groupSeed, type Handle, handles } from './advisory-group.ts'
import { exampleSteps, textTitle } from './text-seed.ts'

/** The profile of the chair. `profiles`: the folders of C.R. and T.N. */
export const mentionsSeed = groupSeed(handles, async made => {
  made.before(2)
  const document = await made.share('recommendations', textTitle, exampleSteps)
  await made.meet('K.W.', 'C.R.', 'T.N.')
  const [first, second] = [made.device('C.R.').directory, made.device('T.N.').directory]
  const memberOf = (handle: Handle) => made.member(handle)
  return { group: made.group, document, profiles: { 'C.R.': first, 'T.N.': second }, memberOf }
})
