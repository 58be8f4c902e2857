// Builds the command line to out/cli/index.js: plain Node, the same core, packages stay external.
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'out/cli',
    target: 'node22',
    rollupOptions: {
      input: {
        index: resolve('src/cli/index.ts'),
        'check-thread': resolve('src/core/archive/check-thread.ts'),
        'read-thread': resolve('src/core/files/read-thread.ts'),
      },
      output: { entryFileNames: '[name].js' },
    },
  },
})
