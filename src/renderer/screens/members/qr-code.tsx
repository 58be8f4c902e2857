// A QR code: dark on light in every theme (it names the light one for itself).
import type { PictureCode } from '#shared/picture-code'
import './qr-code.css'

export function QrCode({ code: { size, path }, label }: { code: PictureCode; label: string }) {
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
