// Answers about circles: parts of a group with documents of their own.
import type { GroupId } from '#shared/ids'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { shareWith } from '#core/drafting/copies'

export const circleAnswers = ({ profile }: ApiContext): AnswersOn<'circles'> => {
  const circleOf = (id: GroupId) => profile().circles.get(id)

  return {
    'circles.list'({ group }) {
      const { archive, circles, groups } = profile()
      groups.get(group)
      return circles
        .of(group)
        .map(circle => ({
          id: circle.id,
          group,
          name: circle.name(),
          role: circle.isIn() ? circle.role() : null,
          members: circle.people(),
          follows: circle.follows(),
          documents: archive.documents.list(circle.id).length,
        }))
    },
    'circles.offers'({ group }) {
      const { circles, groups } = profile()
      groups.get(group)
      const offers = circles
        .offers(group)
        .map(({ id, name, by, role, people, follows, at }) => ({
          id,
          name,
          by,
          role,
          follows,
          at,
          members: [...people],
        }))
      return { offers, declined: circles.declined(group) }
    },
    'circles.take': ({ group, circle }) => ({ isHere: profile().circles.accept(group, circle) }),
    'circles.decline': ({ group, circle }) => profile().circles.decline(group, circle),
    'circles.askAgain': ({ group }) => profile().circles.askAgain(group),
    'circles.create'({ group, name, follows = false }) {
      const circle = profile().circles.found(group, name)
      if (follows) circle.follow(true)
      return circle.id
    },
    'circles.follow'({ circle, follows }) {
      // `bring` may add several members, so pending edits are flushed first, as when one is added.
      profile().documents.sealNow()
      return circleOf(circle).follow(follows)
    },
    'circles.bring'({ circle, member, role }) {
      // A newcomer begins with the present state: all of it must be in messages.
      profile().documents.sealNow()
      return circleOf(circle).bring(member, role)
    },
    'circles.remove'({ circle, member }) {
      // Messages of the subject that came before the removal are here, and this device attests
      // them.
      profile().sync.takeIn(circle)
      profile().documents.sealNow()
      return circleOf(circle).remove(member)
    },
    'circles.appoint'({ circle, member, role }) {
      // The circle may be about this member: earlier edits must be in messages that the old role
      // allows.
      profile().documents.sealNow()
      return circleOf(circle).appoint(member, role)
    },
    'circles.leave'({ circle }) {
      // Edits made while the member was in the circle must be in messages that count.
      profile().documents.sealNow()
      return circleOf(circle).leave()
    },
    async 'circles.share'({ circle, document }) {
      return shareWith(profile(), circleOf(circle), document)
    },
  }
}
