// Builds the three Electron parts and core. Dependencies of main and core stay external (their
// native prebuilds are found by path); the renderer's libraries are bundled.
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { messages } from './scripts/messages.ts'

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          core: resolve('src/core/process.ts'),
          'check-thread': resolve('src/core/archive/check-thread.ts'),
          'read-thread': resolve('src/core/files/read-thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: resolve('src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [messages(), react()],
    build: {
      minify: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          index: resolve('src/renderer/index.html'),
          print: resolve('src/renderer/print.html'),
          draw: resolve('src/renderer/draw.html'),
        },
        output: {
          // Fonts keep their plain names.
          assetFileNames: ({ names: [name = ''] }) =>
            name.endsWith('.woff2') ? 'fonts/[name][extname]' : 'assets/[name]-[hash][extname]',
        },
      },
    },
  },
})
