/** Builds the pages into dist/pages, and beside each of their texts its compressed forms, of which the server sends what the browser takes. */
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { DIST, ROOT } from './fingerprint.mjs';
import { pageTexts } from './page-texts.mjs';

/** Below the highest, 11, which takes many times as long. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const compressed = {
  name: 'compressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/^assets\/.*\.(?:js|css)$/.test(fileName)) continue;
        const text = file.type === 'chunk' ? file.code : file.source;
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(text, brotli) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(text) });
      }
    },
  },
};

export const buildPages = () =>
  build({
    root: path.join(ROOT, 'src/web'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), pageTexts, compressed],
    build: {
      outDir: path.join(DIST, 'pages'),
      emptyOutDir: true,
      // Files of their own: the pages' policy admits no data: scripts or fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 900,
    },
  });
