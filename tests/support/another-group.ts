// The text of an invitation to another group, in the form for a picture.
import { join } from 'node:path'
import { openCore, typedByPerson } from '#core'
import { cheapCost, passphrase } from './archive.ts'
import { foundingOf, grantOf } from './core.ts'

/** `home`: a new folder for the profile of the other member. */
export async function invitationOfAnother(home: string): Promise<string> {
  const directory = join(home, 'profile')
  const core = openCore({
    allow: typedByPerson,
    directory,
    now: Date.now,
    offline: true,
    cost: cheapCost,
  })
  try {
    await core.answers['profile.create']({ passphrase })
    const group = await core.answers['groups.create'](foundingOf('Another group'))
    const file = grantOf(core, join(home, 'invitation.brz'))
    const { picture } = await core.answers['invitations.write']({ group, role: 'member', file })
    return picture
  } finally {
    await core.close()
  }
}
