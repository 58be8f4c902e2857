// The official Electron of the version that package.json pins, with the checksum that the electron
// package itself carries. Nothing of an archive with another checksum is ever unpacked.
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { download, tenths } from './download.ts'
import { unzip } from './unzip.ts'

const RELEASES = 'https://github.com/electron/electron/releases/download/'

export type OfficialOptions = {
  /** Where runtimes are kept. */
  folder: string
  /** The installed electron package, for its version and checksums. */
  electronPackage: string
  /** Base address of releases, as ELECTRON_MIRROR gives it; undefined for the project's own. */
  mirror?: string | undefined
  platform: string
  /** Milliseconds of silence after which a download is given up. */
  stall: number
  say: (line: string) => void
}

/** Version and place of the official Electron, whether it is there yet or not. */
export async function officialPlace({
  folder,
  electronPackage,
}: Pick<OfficialOptions, 'folder' | 'electronPackage'>): Promise<{
  version: string
  place: string
}> {
  const manifest = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8')) as {
    version: string
  }
  return { version: manifest.version, place: join(folder, `electron-${manifest.version}`) }
}

/**
 * Downloads, checks and unpacks the official Electron into its place. Throws with a sentence when
 * it cannot be had or is not what the electron package says it is; the place is then untouched.
 */
export async function fetchOfficial(options: OfficialOptions): Promise<void> {
  const { folder, electronPackage, mirror = RELEASES, platform, stall, say } = options
  const { version, place } = await officialPlace(options)
  const name = `electron-v${version}-${platform}.zip`
  const checksums = JSON.parse(
    await readFile(join(electronPackage, 'checksums.json'), 'utf8'),
  ) as Record<string, string>
  const checksum = checksums[name]
  if (checksum === undefined) throw new Error(`there is no official build for ${platform}`)

  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, 'download-'))
  try {
    const archive = join(work, name)
    const url = `${mirror.replace(/\/*$/, '/')}v${version}/${name}`
    const found = await download(url, archive, {
      stall,
      progress: tenths(`Electron ${version}`, say),
    })
    if (found !== checksum) throw new Error('its archive has a wrong checksum')
    await unzip(archive, join(work, 'unpacked'))
    await rm(place, { recursive: true, force: true })
    await rename(join(work, 'unpacked'), place)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
