// The fuses that are burnt into an Electron before it is used: one table for the product, and the
// differences of the test runtime. Packaging sets `productFuses`.
import { flipFuses, FuseV1Options as Fuse, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

export type Fuses = Record<Fuse, boolean>

export const productFuses: Fuses = {
  /** ELECTRON_RUN_AS_NODE would turn the app into a Node. */
  [Fuse.RunAsNode]: false,
  [Fuse.EnableCookieEncryption]: true,
  /** NODE_OPTIONS and NODE_EXTRA_CA_CERTS. */
  [Fuse.EnableNodeOptionsEnvironmentVariable]: false,
  /** --inspect and its like, and SIGUSR1. */
  [Fuse.EnableNodeCliInspectArguments]: false,
  [Fuse.EnableEmbeddedAsarIntegrityValidation]: true,
  /** A folder `resources/app` beside the archive is not run. */
  [Fuse.OnlyLoadAppFromAsar]: true,
  [Fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
  /** Pages come from app:// alone, so file:// needs no privileges. */
  [Fuse.GrantFileProtocolExtraPrivileges]: false,
  /** Since Electron 40: memory faults of WebAssembly are caught by the processor, which is faster. */
  [Fuse.WasmTrapHandlers]: true,
}

export const testFuses: Fuses = {
  ...productFuses,
  /** No keyring is there to ask on the display of a test. */
  [Fuse.EnableCookieEncryption]: false,
  /** Playwright starts Electron with --inspect. */
  [Fuse.EnableNodeCliInspectArguments]: true,
  /** The app is a folder. */
  [Fuse.EnableEmbeddedAsarIntegrityValidation]: false,
  [Fuse.OnlyLoadAppFromAsar]: false,
  /** It stands in for a browser that opens the page for people outside from the disk. */
  [Fuse.GrantFileProtocolExtraPrivileges]: true,
}

/** Sets every fuse that the Electron at `executable` has; throws where it has one that `fuses` lacks. */
export async function setFuses(executable: string, fuses: Fuses): Promise<void> {
  const wire = await getCurrentFuseWire(executable)
  const here = Object.entries(fuses).filter(([fuse]) => fuse in wire)
  await flipFuses(executable, {
    ...(Object.fromEntries(here) as Fuses),
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
  })
}
