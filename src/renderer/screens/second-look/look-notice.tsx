// Above a text of which a file waits for a second look: what a member is asked, or what came of the own request.
import type { AskedFile } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { usePeople } from '../decisions/people.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { answeredBy, calm, exportOf, requestEvents } from './asked-file.ts'

/** Requests in a group and its circles, asked once for each screen. */
export const useRequests = (group: GroupId) =>
  useAnswer('exports.list', { group }, requestEvents, calm)

type LookNoticeProps = { document: DocumentId; group: GroupId }

export function LookNotices({ document, group }: LookNoticeProps) {
  const { value } = useRequests(group)
  const open = (value ?? []).filter(each => each.isOpen && each.document === document)
  return open.map(request => <LookNotice key={request.id} request={request} group={group} />)
}

const wordsFor = ({ isOwn, isTextChanged, state }: AskedFile) => {
  if (isTextChanged) return isOwn ? 'second-look.noticeVoid' : 'second-look.noticeVoidTheirs'
  if (!isOwn) return 'second-look.notice'
  if (state === 'confirmed') return 'second-look.noticeConfirmed'
  return state === 'declined' ? 'second-look.noticeDeclined' : null
}

function LookNotice({ request, group }: { request: AskedFile; group: GroupId }) {
  const words = useWords()
  const go = useGo()
  const people = usePeople(group)
  const said = wordsFor(request)
  if (said === null) return null
  const { id, isOwn, isTextChanged, by } = request
  const member = isOwn ? answeredBy(request)?.member : by
  return (
    <Notice
      {...(isTextChanged && { tone: 'warning' as const })}
      action={
        <Button
          size="small"
          onPress={() => go(isOwn ? exportOf(request) : { screen: 'look', request: id })}
        >
          {words(isOwn ? 'second-look.open' : 'second-look.look')}
        </Button>
      }
    >
      {words(said, { by: member === undefined ? '' : people.handle(member) })}
    </Notice>
  )
}
