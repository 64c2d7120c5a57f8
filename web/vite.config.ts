import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = 'http://localhost:7880';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2021',
    // Flags and fonts stay files of their own, so that a page loads only those it shows.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server, '/rtc': { target: server, ws: true } } },
});
