// The used parts of pngjs, which has no types of its own.
declare module 'pngjs' {
  export class PNG {
    static readonly sync: { read(bytes: Uint8Array): PNG; write(picture: PNG): Buffer }
    readonly width: number
    readonly height: number
    /** Red, green, blue and opacity of each pixel, row by row. */
    readonly data: Buffer
    constructor(size: { width: number; height: number })
  }
}
