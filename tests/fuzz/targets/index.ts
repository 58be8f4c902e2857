// The readers of bytes from others, and the way to try each.
import type { Target } from '../engine.ts'
import { backups } from './backups.ts'
import { frames } from './frames.ts'
import { locked } from './locked.ts'
import { packs } from './packs.ts'
import { records } from './records.ts'
import { updates } from './updates.ts'

export const targets: Target[] = [updates, packs, records, locked, backups, frames]
