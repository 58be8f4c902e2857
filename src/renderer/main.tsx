// The window's entry: safety first, then the look, then the app.
import './shell/trusted.ts'
import './theme/index.ts'
import { createRoot } from 'react-dom/client'
import { connectWindow } from './shell/core-client.ts'
import { receivePorts } from './shell/ports.ts'
import { Root } from './shell/root.tsx'

const place = document.querySelector('#window')
const connection = await connectWindow(receivePorts())
if (place) createRoot(place).render(<Root connection={connection} />)
