// The members who signed, which members see, and how each appears outside, which each chose.
import { Check } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { Icon, Parts } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type Signer, signersOf } from './declared.ts'
import type { People } from './people.ts'
import { SeatMark, SeatName } from './positions.tsx'

type SignaturesProps = { decision: Decision; people: People }

export function Signatures({ decision, people }: SignaturesProps) {
  const words = useWords()
  const { seats, purpose } = decision
  const signers = signersOf(decision)
  const signed = new Set<string>(signers.map(({ member }) => member))
  const has = (member: string): boolean => signed.has(member)
  const needed = Math.floor(seats.length / 2) + 1
  const members = seats.map(({ member }) => member)
  return (
    <>
      <section aria-label={words('decisions.signatures')}>
        <div className="section-head">
          <h2>{words('decisions.signatures')}</h2>
          <span className="small muted">
            {words('decisions.signatures.count', {
              count: members.filter(has).length,
              seats: seats.length,
              needed,
            })}
          </span>
        </div>
        <div className="card signature-card">
          <Parts items={members}>
            {shown => (
              <ul className="roll">
                {shown.map(({ item: member, place }) => (
                  <li key={member} data-signed={has(member) || undefined} {...place}>
                    <SeatMark
                      member={member}
                      people={people}
                      isDashed={!has(member)}
                      isFilled={has(member)}
                    />
                    <bdi>{people.handle(member)}</bdi>
                    {has(member) ? (
                      <>
                        <Icon of={Check} size="small" />
                        <span className="unseen">{words('decisions.signatures.signed')}</span>
                      </>
                    ) : (
                      <span className="unseen">{words('decisions.signatures.not')}</span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </Parts>
          <p className="small muted">{words('decisions.signatures.outside')}</p>
        </div>
      </section>
      {purpose === 'adopt' ? <Endorsers signers={signers} people={people} /> : null}
    </>
  )
}

type EndorsersProps = { signers: readonly Signer[]; people: People }

function Endorsers({ signers, people }: EndorsersProps) {
  const words = useWords()
  return (
    <section aria-label={words('decisions.endorsers')}>
      <div className="section-head">
        <h2>{words('decisions.endorsers')}</h2>
        <span className="small muted">{words('decisions.endorsers.lead')}</span>
      </div>
      <Parts items={signers}>
        {shown => (
          <table className="closes" aria-rowcount={signers.length + 1}>
            <caption className="unseen">{words('decisions.endorsers')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('decisions.closes.member')}</th>
                <th scope="col">{words('decisions.endorsers.as')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ item: { member, as }, row }, index) => (
                <tr key={member} aria-rowindex={index + 2} {...row}>
                  <th scope="row">
                    <span className="row">
                      <SeatMark member={member} people={people} />
                      <SeatName member={member} people={people} />
                    </span>
                  </th>
                  <td>
                    {as === '' ? (
                      <span className="quiet">{words('decisions.sign.as.hidden')}</span>
                    ) : (
                      words('decisions.quoted', { words: as })
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Parts>
    </section>
  )
}
