// A text that goes to the Secretariat, as a window sees it. No person and no circle in it is real.
import type { CoreContract, Recipient } from '#shared/contract'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { hexId } from './fake-group.ts'

type Calls = Extract<keyof CoreContract['calls'], `secretariat.${string}`>

/**
 * The members with the role: `circle`: one, with a circle; `two`: another one beside, without a circle; `none`: no one.
 * `no-right`: this member may not write in the group. `apart`: words were written apart from the text.
 */
export type FakeSecretariat = 'circle' | 'two' | 'none' | 'no-right' | 'apart'

export const fakeSecretariat = ({
  scene = 'circle',
  isOffice,
  members,
  document,
}: {
  scene: FakeSecretariat | undefined
  isOffice: boolean
  members(): readonly MemberId[]
  document(): DocumentId
}): Pick<Handlers<CoreContract>, Calls> => {
  const recipients = (): Recipient[] => {
    const [self, , , , , , seventh, eighth] = members()
    if (!self || !seventh || !eighth || scene === 'none' || scene === 'no-right') return []
    const circle = { id: hexId(901, 32) as GroupId, name: 'Secretariat' }
    return [
      { member: seventh, handle: 'V.S.', circle, readers: [self, seventh] },
      ...(scene === 'two'
        ? [{ member: eighth, handle: 'A.D.', circle: null, readers: [self, eighth] }]
        : []),
    ]
  }
  return {
    'secretariat.prepare': () => ({
      document: document(),
      title: 'Follow-up to CSW62, paragraph 42',
      recipients: recipients(),
      mayGive: scene !== 'no-right',
      mayMakePack: isOffice,
      isApart: scene === 'apart',
      withheld: 1,
    }),
    'secretariat.save': () => {},
    'secretariat.give': ({ format }) => ({
      document: document(),
      circle: 'Secretariat',
      officers: format === 'pack' ? { signed: 1, needs: 2 } : null,
    }),
  }
}
