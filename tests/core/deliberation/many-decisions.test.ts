// A group with more decisions than documents whose acts were once kept: a list reads the acts of each document
// once, and no text.
import { expect, test } from 'vitest'
import type { ActRow } from '#core/archive'
import { reopened, temporaryProfile } from '#tests/archive'
import { decider, foundedBy, position, questionOf, shareStatement } from '#tests/deciding'
import { decisionPorts } from '../../../src/core/drafting/deliberation-ports.ts'
import { listDecisions } from '../../../src/core/deliberation/decisions/index.ts'

const many = 70

test('decisions and statuses are asked for again and again: acts are read once, and no text is read', async () => {
  const { directory, archive } = temporaryProfile()
  const chair = await decider({ archive })
  const group = foundedBy(chair)
  for (let count = 0; count < many; count++) {
    const id = await shareStatement(chair, group, `Statement ${count}`)
    const asked = questionOf(chair, group, id, { purpose: 'adopt' })
    const question = chair.acts.write(id, null, asked)
    chair.acts.write(id, question, position('support'))
    if (count > 0) chair.acts.write(id, question, { type: 'close' })
  }
  await chair.documents.flush()
  await new Promise(setImmediate)
  chair.release()

  const again = reopened(directory)
  const acts: Partial<ActRow>[] = []
  const texts: string[] = []
  const profile = await decider({
    archive: {
      ...again,
      acts: {
        ...again.acts,
        list: ((...given: Parameters<typeof again.acts.list>) => {
          const isWhole = given[1]?.includes('bytes') !== false
          if (isWhole && Object.keys(given[0]).join() === 'document') acts.push(given[0])
          return again.acts.list(...given)
        }) as typeof again.acts.list,
      },
      messages: {
        ...again.messages,
        ofDocument(...given: Parameters<typeof again.messages.ofDocument>) {
          texts.push(given[0])
          return again.messages.ofDocument(...given)
        },
      },
    },
  })
  const list = () =>
    listDecisions(
      decisionPorts(profile, () => profile.clock.now),
      group,
    )
  const statuses = profile.summaries(group).map(({ status }) => status)
  texts.length = 0
  expect(statuses.filter(status => status === 'adopted')).toHaveLength(many - 1)
  expect(list()).toHaveLength(many)
  const first = list()
  expect(first.find(({ state }) => state === 'open')?.acts).toContain('close')
  expect(acts).toHaveLength(many)
  expect(texts).toEqual([])
})
