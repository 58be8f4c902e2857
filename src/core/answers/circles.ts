// Answers about circles: parts of a group with documents of their own.
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Answers, Workings } from './answers.ts'
import { writesInCircle } from '../restricted.ts'
import { copyOf } from './copying.ts'

type CircleCalls = Extract<keyof Answers, `circles.${string}`>

export const circleAnswers = ({ session }: Workings): Pick<Answers, CircleCalls> => {
  const circleOf = (id: GroupId) => session().circles.get(id)

  return {
    'circles.list'({ group }) {
      const { archive, circles, groups } = session()
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
      const { circles, groups } = session()
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
    'circles.take': ({ group, circle }) => ({ isHere: session().circles.accept(group, circle) }),
    'circles.decline': ({ group, circle }) => session().circles.decline(group, circle),
    'circles.askAgain': ({ group }) => session().circles.askAgain(group),
    'circles.create'({ group, name, follows = false }) {
      const circle = session().circles.found(group, name)
      if (follows) circle.follow(true)
      return circle.id
    },
    'circles.follow'({ circle, follows }) {
      // As where one is brought in: this may bring in several.
      session().documents.sealNow()
      return circleOf(circle).follow(follows)
    },
    'circles.bring'({ circle, member, role }) {
      // What she begins with is the state as of now: all of it is in messages that she is told of.
      session().documents.sealNow()
      return circleOf(circle).bring(member, role)
    },
    'circles.remove'({ circle, member }) {
      // What came of hers before she is out is here, and this device speaks for it.
      session().sync.takeIn(circle)
      session().documents.sealNow()
      return circleOf(circle).remove(member)
    },
    'circles.appoint'({ circle, member, role }) {
      // It may be her own: what she wrote by the one of before is in messages that count by it.
      session().documents.sealNow()
      return circleOf(circle).appoint(member, role)
    },
    'circles.leave'({ circle }) {
      // What she wrote while she was in it counts as that.
      session().documents.sealNow()
      return circleOf(circle).leave()
    },
    async 'circles.share'({ circle, document }) {
      const { archive, documents } = session()
      const audience = circleOf(circle)
      // What its last keys wrote is in what is read of it.
      await documents.flush()
      const row = archive.documents.get(document)
      if (row === null) throw new Failure('not-found')
      if (row.shared) throw new Failure('other-audience')
      if (row.group !== audience.parent || !writesInCircle(audience))
        throw new Failure('not-permitted')
      const before = JSON.stringify(documents.page(document))
      const copy = await copyOf(session(), document, circle)
      await documents.share(copy)
      // What was written meanwhile is in no copy: then both stay.
      if (JSON.stringify(documents.page(document)) === before) documents.remove(document)
      return copy
    },
  }
}
