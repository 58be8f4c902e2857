// The acts that core does only after a person said yes to main's own question. The window's page can
// neither draw that question nor answer it: core asks main over the control channel, main shows the
// act as it stands here, and core goes on with exactly that act or refuses. A yes is good for the one
// call that asked for it.
import * as v from 'valibot'

/** The values that a question shows. Others choose names, so main shortens and cleans them. */
const shown = v.pipe(v.string(), v.maxLength(2048))

export const Act = v.variant('act', [
  /** This device looks for members on the local network, and answers them. */
  v.object({ act: v.literal('network') }),
  /** Sealed messages of the group go to a mailbox. */
  v.object({ act: v.literal('mailbox'), group: shown, address: shown }),
  /** This device connects to an address that was typed. */
  v.object({ act: v.literal('address'), address: shown }),
  /** This device asks to join a group. */
  v.object({ act: v.literal('join'), group: shown, inviter: shown }),
  /** The same, at an address that was typed. */
  v.object({ act: v.literal('join-at'), group: shown, inviter: shown, address: shown }),
  /** A group that was asked to let this device in goes, with the keys that were made for it. */
  v.object({ act: v.literal('forget-group'), group: shown }),
  /** The profile goes, with all that is in it. */
  v.object({ act: v.literal('erase') }),
  /** The recovery code, or the pieces of colleagues, open the profile no longer. */
  v.object({ act: v.literal('remove-code') }),
  v.object({ act: v.literal('remove-pieces') }),
  /** This device signs the pack of a text for readers outside, with the names that were chosen. */
  v.object({ act: v.literal('sign-pack'), group: shown, text: shown, number: shown }),
  /** The same for a pack that names nobody. */
  v.object({ act: v.literal('sign-pack-unnamed'), group: shown, text: shown, number: shown }),
  /** The card of a group is written, and the key of an officer's device is put on it. */
  v.object({ act: v.literal('make-card'), group: shown }),
  /** The table of a text and of the replies to it is written for readers outside. */
  v.object({ act: v.literal('export-table'), group: shown, text: shown }),
])
export type Act = v.InferOutput<typeof Act>

/** Rejects with `declined` when the person said no, with `too-many-questions` when none was shown. */
export type Allow = (act: Act) => Promise<void>
