import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/dashboard/',
  plugins: [react(), tailwindcss()],
  // The page's policy allows this origin and nothing else: no data: URLs.
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 800,
    // zod comes with its setting, so that no shape is made before it, whatever other file loads first.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'zod', test: /[/]zod[/]|compile-nothing/ }] } } },
  },
  server: { proxy: { '/api': process.env.HALO_API ?? 'http://127.0.0.1:3000' } },
});
