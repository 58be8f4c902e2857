// A display for one worker, so that windows of several files can be open at once: each has a
// clipboard and a focus of its own. For BARAZA_DISPLAYS (vitest.config.ts).
import process from 'node:process'
import { display } from '#tests/display'

process.env['DISPLAY'] = display
// The variable of another display.
delete process.env['XAUTHORITY']
delete process.env['WAYLAND_DISPLAY']
