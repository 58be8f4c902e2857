// Takes the update of a message into a document: contested ids and branches of a forked feed get the
// ids that they have here, and the gate judges the result.
import type { Bytes } from '#core/keys'
import type { MemberId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import type { Claims, Forking } from '../apart/index.ts'
import { renamed, renamesIn } from '../contested/index.ts'
import type { ClientRow } from '../bodies/index.ts'
import type { Delivery, Received } from '#core/messages'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import { checkUpdate, wrongForm, type Rules } from '../gate/index.ts'

export type TakePorts = {
  cache: DocumentCache
  claims: Claims
  acts: Pick<ActPorts, 'found'>
  forking: Forking
  /** The document changed by `update`, of which a part may have been here already. */
  changed(document: DocumentReplica, update: Bytes, by: MemberId | null): void
}

/** `given` name the writers of the clients in the update. */
type Signed = { given: readonly ClientRow[]; rulesWith(rows: ClientRow[]): Rules }

export type TakeUpdate = (
  before: DocumentReplica,
  delivery: Delivery,
  signed: Bytes,
  how: Signed,
) => Received

export const refused = (why: string): Received => ({ refused: why })

/** The giver of a snapshot has not changed its text. */
export const changer = ({ author, handover }: Delivery): MemberId | null =>
  handover ? null : author

export const takeUpdate =
  ({ cache, claims, forking, acts, changed }: TakePorts): TakeUpdate =>
  (before, delivery, signed, { given, rulesWith }) => {
    const claimed = claims.claim(before, delivery, given)
    if (claimed === 'unsealed' || 'refused' in claimed) return claimed
    const { contests } = claimed
    const renames = renamesIn(signed, claimed.renames)
    const forked = forking.claim(before, delivery, claimed.rows, renamed(signed, renames))
    const { update, rows } = forked
    const ruled = rulesWith(rows)
    // With other ids the update was written again, in its proper form.
    const isAnew = update !== signed
    const wrong = isAnew ? wrongForm(signed, ruled) : null
    if (wrong) return refused(wrong)
    const rules = isAnew ? { ...ruled, limits: { ...ruled.limits, bytes: Infinity } } : ruled
    const early = contests.length > 0 ? checkUpdate(before.doc, update, rules) : 'ok'
    if (early !== 'ok') return early
    const document = contests.length > 0 ? claims.part(before, contests) : before
    const { admission, isNew } = document.take(update, rules)
    if (admission.is === 'waits') return 'waits'
    if (admission.is === 'refused') {
      if (admission.spoilt) cache.forget(document.id)
      return refused(admission.why)
    }
    document.authors.note(rows)
    document.contests.note(delivery.id, renames)
    forking.took(document, delivery, forked)
    document.unfolded.count++
    document.unfolded.bytes += delivery.body.length
    // In the form that was sent: the change itself also names text of others that went with a
    // removed paragraph, and a window would take it for text that the remover had read.
    if (isNew || document.isUnkept) changed(document, update, changer(delivery))
    const { group, device, handover, saw } = delivery
    acts.found({
      group,
      document: document.id,
      device,
      update: signed,
      isLogged: true,
      handover,
      saw,
    })
    return 'applied'
  }
