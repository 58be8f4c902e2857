// Cards about instruments that texts cite, shipped with the app and read offline. A card says only
// what a named source says, each thing with its source; where sources differ, all are there and none
// is called right.
import councilOnDefenders from '#resources/references/A-HRC-RES-22-6.json' with { type: 'json' }
import assemblyOnDefenders from '#resources/references/A-RES-66-164.json' with { type: 'json' }
import womenDefenders from '#resources/references/A-RES-68-181.json' with { type: 'json' }
import sessionSixtyOne from '#resources/references/CSW61.json' with { type: 'json' }
import sessionSixtyTwo from '#resources/references/CSW62.json' with { type: 'json' }
import sources from '#resources/references/sources.json' with { type: 'json' }
import * as v from 'valibot'

const abouts = ['title', 'body', 'date', 'content'] as const
export type About = (typeof abouts)[number]

const Source = v.object({ title: v.string(), by: v.string() })
export type Source = v.InferOutput<typeof Source>

const Card = v.object({
  instrument: v.string(),
  statements: v.array(
    v.object({
      about: v.picklist(abouts),
      says: v.string(),
      /** The source's own words, where what they say is a matter of how they are read. */
      quote: v.optional(v.string()),
      source: v.string(),
    }),
  ),
})

export type Statement = { says: string; quote: string | null; source: Source }
/** The statements of the sources about one thing. `differ`: they cannot all be right. */
export type Fact = { about: About; statements: Statement[]; differ: boolean }
export type ReferenceCard = { instrument: string; facts: Fact[] }

const known = v.parse(v.record(v.string(), Source), sources)
const cards = v.parse(v.array(Card), [
  womenDefenders,
  assemblyOnDefenders,
  councilOnDefenders,
  sessionSixtyOne,
  sessionSixtyTwo,
])

/** "December 2011" and "19 December 2011" go together; two days do not. */
const agree = (a: string, b: string): boolean => a.includes(b) || b.includes(a)

const factsOf = ({ statements }: (typeof cards)[number]): Fact[] =>
  abouts.flatMap(about => {
    const said = statements
      .filter(statement => statement.about === about)
      .flatMap(({ says, quote = null, source }) => {
        const named = known[source]
        return named ? [{ says, quote, source: named }] : []
      })
    if (said.length === 0) return []
    const differ =
      about === 'date' && said.some(one => said.some(other => !agree(one.says, other.says)))
    return [{ about, statements: said, differ }]
  })

const byInstrument = new Map<string, ReferenceCard>(
  cards.map(card => [card.instrument, { instrument: card.instrument, facts: factsOf(card) }]),
)

/** Null for an instrument of which nothing is established here. */
export const referenceCard = (instrument: string): ReferenceCard | null =>
  byInstrument.get(instrument) ?? null
