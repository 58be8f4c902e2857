// Builds the command line to out/cli/index.js: plain Node, the same core, packages stay external.
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    ssr: 'src/cli/index.ts',
    outDir: 'out/cli',
    target: 'node22',
    rollupOptions: { output: { entryFileNames: 'index.js' } },
  },
})
