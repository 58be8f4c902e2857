// Pages of the app over a real core: the core of the product on a profile of its own, in the process of the test,
// behind the product's preload. A test chooses the seed of the profile (seeds.ts) and the time; the network is off,
// unless the test chooses one.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Core, type Environment, openCore } from '#core'
import type { LanOptions } from '#core/sync'
import type { Act } from '#shared/consent'
import type { Appearance } from '#shared/contract'
import { Failure } from '#shared/failure'
import { cheapCost, passphrase } from '#tests/archive'
import { type CallName, type CoreWindow, coreWindow } from '#tests/core-window'
import { pageElectron } from '#tests/page-electron'
import { type Look, openWindows } from '#tests/renderer-pages'
import type { Seed } from '#tests/seeds'

export type CoreOptions<T = unknown> = {
  appearance?: Partial<Appearance>
  /** UTC milliseconds, for the page and for its core; that of the seed if left out. */
  now?: number
  look?: Look
  /** Gets the page before anything is loaded. */
  watch?: (page: Page) => void
  /** Calls that have no answer before `release`. */
  hold?: readonly CallName[]
  /** The profile, if there is one, is not opened. */
  isLocked?: boolean
  /** Paths of the files that the person chooses first. */
  chosen?: readonly string[]
  /** The person closes every save dialog after so many. */
  saves?: number
  /** The local network; where it is left out, no socket opens. */
  network?: LanOptions
  /** Prints a page to a PDF, in the place of the window that main hides. */
  print?: Environment['print']
  /** The person says no to each question of the system. */
  refuses?: boolean
  /** Whether main says that the group is the example, and that this is the old test runtime. */
  runtime?: Partial<Record<'demo' | 'test', boolean>>
  /** Gets the core, with the profile open unless it `isLocked`, before the page is loaded. `profile`: its folder. */
  before?: (core: Core, seeded: T, profile: string) => Promise<void>
}

/** An event of core. */
export type Tell = Parameters<Core['onEvent']>[0]

export type CorePage = {
  page: Page
  core: Core
  /** Paths of the files that the person chooses next. */
  chosen: string[]
  /** The pictures that the person chooses next. */
  pictures: { name: string; bytes: Uint8Array<ArrayBuffer> }[]
  /** The folder in which the person saves files. */
  folder: string
  /** Acts that the person was asked about, and allowed. */
  allowed: Act[]
  /** Answers the calls that were held. */
  release(): void
  /** For what core says in a race alone, or of a broken disk: the page hears it as if core had said it. */
  tell: Tell
  /** The folder of the profile. */
  profile: string
}

export type CorePages = {
  /** A page on a copy of that profile. Leave it with `leavePage`. */
  open<T>(seed: Seed<T>, options?: CoreOptions<T>): Promise<CorePage & { seeded: T }>
  /** The number of results of the browser's own search in the page that was opened last. */
  found(text: string): Promise<number>
  close(): Promise<void>
}

const preload = resolve(import.meta.dirname, '../../out/preload/index.cjs')
const windows = new WeakMap<Page, CoreWindow>()

/** The page gets the long language at `release`, for `becomesLong`; until then it is English. */
export const longLater = {
  appearance: { language: 'en-XA' },
  hold: ['appearance.get'],
} as const satisfies CoreOptions

type CopyOptions = Pick<
  CoreOptions,
  'hold' | 'chosen' | 'saves' | 'network' | 'print' | 'refuses' | 'runtime'
>

/** Gives a function that tells an event to all listeners of `core`. */
const tellingOf = (core: Core): Tell => {
  const listeners = new Set<Tell>()
  const { onEvent } = core
  core.onEvent = listen => {
    listeners.add(listen)
    const stop = onEvent(listen)
    return () => {
      listeners.delete(listen)
      stop()
    }
  }
  return (name, detail) => {
    for (const listen of listeners) listen(name, detail)
  }
}

/** A core on a copy of `directory`, and what goes with it when it is left. */
const openCopy = (directory: string, now: number, options: CopyOptions) => {
  const { hold = [], chosen = [], saves = Infinity, network, print, refuses = false } = options
  const runtime = { test: false, demo: false, ...options.runtime }
  const home = mkdtempSync(join(tmpdir(), 'baraza-core-'))
  const [profile, folder] = [join(home, 'profile'), join(home, 'saved')]
  cpSync(directory, profile, { recursive: true })
  mkdirSync(folder)
  const allowed: Act[] = []
  const defects: unknown[] = []
  const onDefect = (error: unknown): void => void defects.push(error)
  const core = openCore({
    directory: profile,
    now: () => now,
    offline: network === undefined,
    example: runtime.demo,
    cost: cheapCost,
    ...(network && { lan: network }),
    ...(print && { print }),
    async allow(act) {
      if (refuses) throw new Failure('declined')
      allowed.push(act)
    },
    onDefect,
  })
  let leaving: Promise<void> | undefined
  const leave = async (): Promise<void> => {
    await core.close()
    rmSync(home, { recursive: true, force: true })
    if (defects.length > 0) throw new AggregateError(defects, 'The core has defects')
  }
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  return {
    served: {
      core,
      folder,
      chosen: [...chosen],
      pictures: [],
      saves,
      runtime,
      onDefect,
      held: { calls: hold, until },
    },
    tell: tellingOf(core),
    profile,
    allowed,
    release,
    left: () => (leaving ??= leave()),
  }
}

/** Needs a display, and the built preload. `built`: the folder of the pages, where no test runs. */
export async function corePages(built = inject('builtPages')): Promise<CorePages> {
  const electron = await pageElectron()
  const { origin, freeOverCore } = await electron.served(built)
  const opened = openWindows(electron, '/core.html')
  return {
    async open(seed, options = {}) {
      const { directory, now: last, seeded, chosen: given = [] } = await seed()
      const { now = last, look = {}, appearance, hold = [], isLocked, watch, before } = options
      const { served, left, ...rest } = openCopy(directory, now, {
        ...options,
        chosen: [...given, ...(options.chosen ?? [])],
      })
      const { core, folder, chosen, pictures } = served
      const free = freeOverCore
      let own: CoreWindow | undefined
      try {
        if (!isLocked) await core.answers['profile.unlock']({ passphrase })
        if (appearance) {
          const usual = await core.answers['appearance.get'](undefined)
          await core.answers['appearance.set']({ ...usual, ...appearance })
        }
        await before?.(core, seeded, rest.profile)
        const known = free.length > 0 ? windows.get(free.at(-1)!) : undefined
        own = known ?? (await coreWindow())
        const { at, stop, close } = own
        own.serve(served)
        const page = await opened.load({
          ...{ free, address: `${origin}/core.html#${hold.join()}`, now, look, watch },
          special: { core: { at, preload } },
          async after() {
            stop()
            await left()
          },
        })
        if (!known) page.once('close', close)
        windows.set(page, own)
        return { page, core, folder, chosen, pictures, seeded, ...rest }
      } catch (error) {
        own?.close()
        await left()
        throw error
      }
    },
    found: opened.found,
    close: opened.close,
  }
}
