/** What somebody may change in a document: `remarks` is what is said beside the text. */
export type Reach = 'all' | 'remarks' | 'nothing'
