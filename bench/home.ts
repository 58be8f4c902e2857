// Home with a year behind it: 25 seats, 40 meetings, 400 decisions and 10,000 acts in one profile, in turns with a
// profile of the same group in which nothing was written. First core alone: from the opened profile to the last
// answer of the calls that home makes, in processor time; then the real app, from the key that unlocks to home with
// all its lists. Then the list of all decisions.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openCore, typedByPerson } from '#core'
import type { GroupId } from '#shared/ids'
import { computedSoFar } from '#tests/computed'
import { electronRuntime } from '#tests/electron-runtime'
import { openDesk, profileOf } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { unlock } from '#tests/story-start'
import { decisionList } from './decision-list.ts'
import { median, roundCount, verdict } from './measure.ts'
import { liveYear, passphrase, year } from './year.ts'

const goals = { home: 1.2, opening: 1.1 }
const rounds = Number(process.env['BARAZA_ROUNDS'] ?? roundCount)

type Calls = { opening: number; calls: number; each: Map<string, number> }

const answered = async (directory: string, group: GroupId): Promise<Calls> => {
  const core = openCore({ allow: typedByPerson, directory, now: Date.now, offline: true })
  const { answers } = core
  const began = computedSoFar()
  await answers['profile.unlock']({ passphrase })
  const opened = computedSoFar()
  const each = new Map<string, number>()
  const timed = async (name: string, work: () => unknown): Promise<void> => {
    const before = computedSoFar()
    await work()
    each.set(name, computedSoFar() - before)
  }
  await timed('groups.list', () => answers['groups.list']())
  await timed('groups.get', () => answers['groups.get']({ group }))
  await timed('circles.offers', () => answers['circles.offers']({ group }))
  await timed('documents.list', () => answers['documents.list']({ group }))
  await timed('decisions.list', () => answers['decisions.list']({ group }))
  await timed('meetings.list', () => answers['meetings.list']({ group }))
  await timed('actions.list', () => answers['actions.list']({ group }))
  const calls = computedSoFar() - opened
  await core.close()
  return { opening: opened - began, calls, each }
}

const decisionCount = (year.meetings - 1) * year.decisionsOfMeeting + year.texts

const shown = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(0)} ms (${values.map(value => value.toFixed(0)).join(' ')})`
const least = (values: readonly number[]): number => Math.min(...values)

const callsOf = async (directories: Directories, group: GroupId): Promise<void> => {
  const full: Calls[] = []
  const empty: Calls[] = []
  for (let round = 0; round <= rounds; round++)
    for (const [directory, found] of [
      [directories.full, full],
      [directories.empty, empty],
    ] as const) {
      const calls = await answered(directory, group)
      if (round > 0) found.push(calls)
    }
  const of = (all: readonly Calls[], what: 'opening' | 'calls') => all.map(each => each[what])
  const ratio = (what: 'opening' | 'calls') => least(of(full, what)) / least(of(empty, what))
  console.log(
    `home, opening the profile: year ${shown(of(full, 'opening'))},`,
    `empty ${shown(of(empty, 'opening'))}, ${ratio('opening').toFixed(2)}x,`,
    verdict('opening with a year', `${goals.opening}x`, ratio('opening') <= goals.opening),
  )
  console.log(
    `home, calls: year ${shown(of(full, 'calls'))}, empty ${shown(of(empty, 'calls'))},`,
    `${ratio('calls').toFixed(2)}x`,
  )
  for (const name of full[0]?.each.keys() ?? []) {
    const [a, b] = [full, empty].map(all => least(all.map(({ each }) => each.get(name) ?? 0)))
    console.log(`  ${name}: year ${a?.toFixed(1)} ms, empty ${b?.toFixed(1)} ms`)
  }
}

/** Runs in the page. Milliseconds from the key to the frame that has every list of home. */
const watchHome = (): void => {
  const complete = new Promise<number>(resolve => {
    let pressed = 0
    const isComplete = (): boolean => {
      const sections = ['#home-decisions', '#home-documents'].map(id =>
        document.querySelector(id)?.closest('section'),
      )
      const cards = [...document.querySelectorAll('.home-side .card')]
      return (
        sections.every(each => each && each.children.length > 1) &&
        cards.length === 3 &&
        cards.every(card => card.querySelector('.card-body, .card-line') !== null)
      )
    }
    const watcher = new MutationObserver(() => {
      if (!isComplete()) return
      watcher.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - pressed)
        port2.postMessage(null)
      })
    })
    addEventListener(
      'keydown',
      ({ timeStamp, key }) => {
        if (key !== 'Enter') return
        pressed = timeStamp
        watcher.observe(document, { subtree: true, childList: true, attributes: true })
      },
      { capture: true },
    )
  })
  Object.assign(globalThis, { complete })
}

type Watched = { complete: Promise<number> }
type Directories = { empty: string; full: string }

const inWindow = async (homes: Directories): Promise<void> => {
  const full: number[] = []
  const empty: number[] = []
  const desks = {
    full: await openDesk({ home: homes.full, hand: pointer, optimizing: true }),
    empty: await openDesk({ home: homes.empty, hand: pointer, optimizing: true }),
  }
  try {
    for (let round = 0; round <= rounds; round++)
      for (const [desk, found] of [
        [desks.full, full],
        [desks.empty, empty],
      ] as const) {
        const field = desk.page.getByLabel(desk.words('start.unlock.passphrase'), { exact: true })
        await desk.hand.fill(field, passphrase)
        await desk.page.evaluate(watchHome)
        await desk.page.keyboard.press('Enter')
        const time = await desk.page.evaluate(() => (globalThis as unknown as Watched).complete)
        if (round > 0) found.push(time)
        await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
      }
    await unlock(desks.full, passphrase)
    await decisionList(desks.full, decisionCount, rounds)
  } finally {
    await desks.full.close()
    await desks.empty.close()
  }
  const ratio = least(full) / least(empty)
  console.log(
    `home ready in the window: year ${shown(full)}, empty ${shown(empty)},`,
    `least ${ratio.toFixed(2)}x, medians ${(median(full) / median(empty)).toFixed(2)}x,`,
    verdict('home ready with a year', `${goals.home}x`, ratio <= goals.home),
  )
}

export const home = async (): Promise<void> => {
  const root = mkdtempSync(join(tmpdir(), 'bz-'))
  const homes = { empty: join(root, 'empty'), full: join(root, 'full') }
  const isTest = electronRuntime().kind === 'test'
  const directories = { empty: profileOf(homes.empty, isTest), full: profileOf(homes.full, isTest) }
  for (const directory of Object.values(directories))
    mkdirSync(dirname(directory), { recursive: true })
  try {
    const began = performance.now()
    const { group, acts } = await liveYear(root, directories)
    console.log(
      `home: ${year.seats} seats, ${year.meetings} meetings,`,
      `${decisionCount} decisions, ${acts} acts,`,
      `made in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    )
    await callsOf(directories, group)
    if (process.env['BARAZA_CALLS'] === undefined) await inWindow(homes)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
