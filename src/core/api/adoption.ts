// Answers about packs of adopted texts and the card of a group.
import { largestCard, largestPack, toVerifyPage } from '#core/deliberation/adoption'
import { utf8 } from '#core/keys'
import { toCardPage, toPdf } from '#core/paper'
import {
  makePack,
  previewPack,
  signPack,
  checkPackIn,
  cardNow,
  groupCard,
  isOfficer,
} from '#core/drafting/adoption'
import { Failure } from '#shared/failure'
import type { AnswersOn, ApiContext } from './api-context.ts'
import type { Tasks } from './tasks.ts'

/** The dependencies of packs, of the profile that is open now. */
const adoptionPorts = ({ profile, now, allow, print }: ApiContext) => ({
  ...profile(),
  ...{ now, allow, print },
})

export const adoptionAnswers = (context: ApiContext, tasks: Tasks): AnswersOn<'adoption'> => {
  const { files, profile, allow, print } = context
  const ports = () => adoptionPorts(context)
  return {
    async 'adoption.pack'({ decision, names, pdf, file }) {
      const steering = { ...tasks.steering('adoption.pack'), isPrinted: pdf }
      const { bytes, ...officers } = await makePack(ports(), decision, names, steering)
      await files.write(file, bytes)
      return officers
    },
    async 'adoption.sign'({ decision, pack, file }) {
      const given = await files.read(pack, largestPack)
      const { bytes, ...officers } = await signPack(ports(), decision, given)
      await files.write(file, bytes)
      return officers
    },
    'adoption.preview': ({ decision, names }) => previewPack(ports(), decision, names),
    async 'adoption.check'({ group, pack, card }) {
      return checkPackIn(profile(), group, {
        pack: await files.read(pack, largestPack),
        card: card && (await files.read(card, largestCard)),
      })
    },
    'adoption.showCard'({ group }) {
      const { bytes, ...card } = cardNow(profile(), group)
      return {
        ...card,
        card: new TextDecoder().decode(bytes),
        isOfficer: isOfficer(profile(), group),
      }
    },
    async 'adoption.card'({ group, file, page }) {
      const { name } = profile().groups.get(group).state()
      await allow({ act: 'make-card', group: name })
      const { bytes, ...card } = groupCard(profile(), group)
      await files.write(file, bytes)
      if (page) await files.write(page, utf8(toVerifyPage(bytes)))
      return card
    },
    async 'adoption.printCard'({ group, file }) {
      if (!print) throw new Failure('invalid-input')
      const { name, language } = profile().groups.get(group).state()
      await allow({ act: 'make-card', group: name })
      const { bytes, words, officers, needs } = groupCard(profile(), group)
      const text = new TextDecoder().decode(bytes)
      const page = toCardPage({ group: name, language, text, words, officers, needs })
      await files.write(file, await toPdf(page, print))
    },
  }
}
