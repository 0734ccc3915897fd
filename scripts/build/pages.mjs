/** Builds the pages into dist/pages. */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { DIST, ROOT } from './fingerprint.mjs';
import { pageTexts } from './page-texts.mjs';

export const buildPages = () =>
  build({
    root: path.join(ROOT, 'src/web'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), pageTexts],
    build: {
      outDir: path.join(DIST, 'pages'),
      emptyOutDir: true,
      // Files of their own: the pages' policy admits no data: scripts or fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 900,
    },
  });
