// Joining by a code over the local network.
import type { GroupId } from '#shared/ids'
import { codeIn, type Context, optional, text } from '../command.ts'

/** Resolves when the group's records have let this device in. */
const letIn = ({ core }: Context, group: GroupId): Promise<void> =>
  new Promise(resolve => {
    const look = async (): Promise<void> => {
      const { state } = await core.answers['groups.get']({ group })
      if (state === 'joining') return
      stop()
      resolve()
    }
    const stop = core.onEvent(name => void (name === 'groups.changed' && look()))
    void look()
  })

export const joinByCode = async (context: Context) => {
  const { core, values, ended, progress } = context
  const { answers } = core
  await core.listen()
  const address = optional(context, 'to')
  const code = (await codeIn(text(context, 'code-file'))) ?? ''
  const { file } = await answers['invitations.byCode']({ code, address })
  const { kind, member } = await answers['invitations.read']({ file })
  const { group } = await answers['joining.askHere']({
    file,
    address,
    device: optional(context, 'device-name'),
    handle: kind === 'device' ? member : text(context, 'handle'),
    recovery: await codeIn(optional(context, 'recovery-file')),
  })
  const compare = await answers['joining.words']({ group })
  progress(JSON.stringify({ event: 'asked', group, ...compare }))
  if (values['once'] !== true) await Promise.race([letIn(context, group), ended])
  const { state } = await answers['groups.get']({ group })
  return { group, state }
}
