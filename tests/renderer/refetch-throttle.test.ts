// How often a changing thing is asked for.
import { expect, test } from 'vitest'
import { throttleRefetch, pauseBetween } from '../../src/renderer/shell/refetch-throttle.ts'

function asking() {
  const answers: (() => void)[] = []
  const pauses: { delay: number; work: () => void; cancelled: boolean }[] = []
  const gathered = throttleRefetch(
    () => new Promise(resolve => void answers.push(resolve)),
    (delay, work) => {
      const pause = { delay, work, cancelled: false }
      pauses.push(pause)
      return () => void (pause.cancelled = true)
    },
  )
  const answer = async (): Promise<void> => {
    answers.at(-1)?.()
    await Promise.resolve()
  }
  return { ...gathered, answers, pauses, answer }
}

test('asks at once, and once more for all that changed before the pause was over', async () => {
  const { trigger, answers, pauses, answer } = asking()
  trigger()
  expect(answers.length).toBe(1)
  for (let change = 0; change < 10; change++) trigger()
  await answer()
  for (let change = 0; change < 10; change++) trigger()
  expect(answers.length).toBe(1)
  expect(pauses.map(({ delay }) => delay)).toEqual([pauseBetween])
  pauses[0]?.work()
  expect(answers.length).toBe(2)
  await answer()
  pauses[1]?.work()
  expect(answers.length).toBe(2)
  trigger()
  expect(answers.length).toBe(3)
})

test('asks nothing any more once it was stopped', async () => {
  const { trigger, stop, answers, pauses, answer } = asking()
  trigger()
  trigger()
  await answer()
  stop()
  expect(pauses[0]?.cancelled).toBe(true)
  trigger()
  expect(answers.length).toBe(1)
})

test('the answer is about one more document: it is asked for once more, with the question that waits', async () => {
  const { hear, setAbout, answers, pauses, answer } = asking()
  setAbout('a')
  await answer()
  pauses[0]?.work()
  hear({ document: 'b' })
  expect(answers.length).toBe(1)
  hear({ document: 'a' })
  expect(answers.length).toBe(2)
  hear({ document: 'a' })
  setAbout('a b')
  await answer()
  pauses[1]?.work()
  expect(answers.length).toBe(3)
  await answer()
  pauses[2]?.work()
  hear({ document: 'b' })
  expect(answers.length).toBe(4)
  setAbout('a b')
  await answer()
  pauses[3]?.work()
  expect(answers.length).toBe(4)
})

test('an event that names no document, as that of a group, is about each answer', async () => {
  const { hear, setAbout, answers, pauses, answer } = asking()
  setAbout('a')
  await answer()
  pauses[0]?.work()
  hear({ group: 'g', document: 'b' })
  expect(answers.length).toBe(1)
  hear({ group: 'g' })
  expect(answers.length).toBe(2)
})
