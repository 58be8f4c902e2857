// The way to the card by which readers outside check packs of this group.
import { IdCard } from 'lucide-react'
import { useGo } from '../../shell/router.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function GroupCardCard() {
  const words = useWords()
  const go = useGo()
  return (
    <section className="card side-card" aria-labelledby="group-card-title">
      <h2 id="group-card-title">{words('adoption.card')}</h2>
      <p className="small muted">{words('adoption.card.about')}</p>
      <div className="side-acts">
        <Button icon={IdCard} onPress={() => go({ screen: 'card' })}>
          {words('adoption.card.open')}
        </Button>
      </div>
    </section>
  )
}
