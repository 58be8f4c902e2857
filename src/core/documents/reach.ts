/** The part of a document that a member may change: `remarks` are statements beside the text. */
export type Reach = 'all' | 'remarks' | 'nothing'
