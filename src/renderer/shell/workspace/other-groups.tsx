// Dialogs that can be opened from anywhere: one more group, by making or by joining, and the
// exchange by file.
import type { GroupId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { ExchangeDialog } from '../../screens/members/exchange-dialog.tsx'
import { CreateGroup } from '../../screens/start/create-group.tsx'
import { JoinGroup } from '../../screens/start/join-group.tsx'
import { useNavigation } from '../router.ts'
import { Dialog, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Overlay } from './overlays.ts'
import '../../screens/start/start.css'

export type OtherGroupsProps = { opened: Overlay; onClose: () => void; group: GroupId }

export function OtherGroups({ opened, onClose, group }: OtherGroupsProps) {
  const words = useWords()
  const { value } = useAnswer('groups.get', opened === 'exchange' ? { group } : null)
  const { chooseGroup } = useNavigation()
  const enter = (made: GroupId, name: string): void => {
    onClose()
    chooseGroup(made)
    say(words('app.group.created', { name: name.trim() }))
  }
  return (
    <>
      <Dialog
        isOpen={opened === 'create-group'}
        onClose={onClose}
        title={words('app.group.create')}
      >
        <CreateGroup onBack={onClose} onDone={enter} />
      </Dialog>
      <Dialog isOpen={opened === 'join-group'} onClose={onClose} title={words('app.group.join')}>
        <JoinGroup onBack={onClose} onDone={onClose} />
      </Dialog>
      {opened === 'exchange' && value ? (
        <ExchangeDialog group={value} chosen={[]} onClose={onClose} />
      ) : null}
    </>
  )
}
