// A QR code drawn as one path: dark on light in every theme (it names the light one for itself), with the quiet margin that the standard
// asks for (ISO/IEC 18004), so that it can be photographed from the screen.
import { useMemo } from 'react'
import { encodeQR } from 'qr'

const margin = 4

/** The dark modules of each row as runs of `h` commands. */
function pathOf(modules: boolean[][]): string {
  return modules
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const options = { ecc: 'medium', encoding: 'alphanumeric', border: margin } as const
    const modules = encodeQR(text, 'raw', options)
    return { size: modules.length, path: pathOf(modules) }
  }, [text])
  return (
    <svg
      className="qr-code"
      data-theme="light"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
    >
      <rect className="qr-light" width={size} height={size} />
      <path className="qr-dark" d={path} shapeRendering="crispEdges" />
    </svg>
  )
}
