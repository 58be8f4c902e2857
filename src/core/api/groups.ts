// Answers about groups, invitations and joining.
import {
  askToJoin,
  bytesOfPicture,
  foundGroup,
  pictureOf,
  pictureText,
  readInvitation,
  readOpenInvitation,
} from '#core/group'
import { readRecoverySecret } from '#core/keys'
import type { AnswersOn, ApiContext } from './api-context.ts'
import type { JoiningCalls } from './joining.ts'

export const groupAnswers = ({
  allow,
  files,
  now,
  profile,
}: ApiContext): Omit<AnswersOn<'groups' | 'invitations' | 'joining'>, JoiningCalls> => ({
  'groups.list': () => profile().groups.summaries(),
  'groups.get': ({ group }) => profile().groups.describe(group),
  'groups.create'(wanted) {
    const { archive, groups } = profile()
    return groups.add(foundGroup(archive, wanted, { now }).id)
  },
  async 'invitations.write'({ group, role, file }) {
    const { file: bytes, ...invitation } = profile().groups.get(group).invite({ role })
    await files.write(file, bytes)
    return { ...invitation, picture: pictureText(bytes) }
  },
  'invitations.picture': ({ text, file }) => files.write(file, pictureOf(text)),
  'invitations.fromPicture'({ text }) {
    const bytes = bytesOfPicture(text)
    readInvitation(bytes)
    return { file: files.hold(bytes) }
  },
  'invitations.cancel': ({ group, invitation }) => profile().groups.get(group).cancel(invitation),
  async 'invitations.read'({ file }) {
    const read = readOpenInvitation(await files.read(file), now())
    const { name, inviter, role, until, device } = read
    const kind = device ? 'device' : 'member'
    return { name, inviter: inviter.handle, role, until, kind, member: device?.handle ?? '' }
  },
  async 'joining.ask'({ file, handle, reply, recovery: code, device: deviceName }) {
    const { archive, groups } = profile()
    const recovery = code === undefined ? undefined : await readRecoverySecret([code])
    const bytes = await files.read(file)
    const { name, inviter } = readOpenInvitation(bytes, now())
    await allow({ act: 'join', group: name, inviter: inviter.handle })
    const asked = askToJoin(archive, { bytes, handle, deviceName, recovery }, { now })
    await files.write(reply, asked.reply)
    return { group: groups.add(asked.group) }
  },
  'joining.words': ({ group }) => profile().groups.get(group).joinWords(),
  async 'joining.readReply'({ file }) {
    return profile().groups.readReply(await files.read(file))
  },
  'joining.replyWords': ({ group, reply }) => profile().groups.get(group).replyWords(reply),
  async 'joining.admit'({ group, reply }) {
    const { documents, groups } = profile()
    // A newcomer begins with the present state.
    await documents.flush()
    return groups.get(group).admit(reply)
  },
  'joining.refuse': ({ group, reply }) => profile().groups.get(group).refuse(reply),
})
