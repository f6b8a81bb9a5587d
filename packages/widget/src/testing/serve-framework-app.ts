import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { FakeHalo } from './fake-halo.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Bundles a customer's app with the built package, as their own tools do; returns the folder. Remove it when done. */
export async function bundleApp(name: 'react' | 'vue', built: string): Promise<string> {
  const outDir = `${built}-${name}`;
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    resolve: { alias: [{ find: /^\.\.\/(react|vue)\.ts$/, replacement: `${built}/$1.js` }] },
    build: {
      outDir,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: `${here}${name}-app.ts`,
        output: { entryFileNames: 'app.js', chunkFileNames: '[name].js' },
      },
    },
  });
  return outDir;
}

/** Serves the app's page; returns its address. */
export function serveFrameworkApp(halo: FakeHalo, folder: string): string {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme</title></head>
<body><div id="app"></div><script type="module" src="/app.js"></script></body></html>`;
  const send = (path: string, type: string, body: string | Buffer) =>
    halo.serve(path, (_call, response) => void response.writeHead(200, { 'content-type': type }).end(body));
  send('/app', 'text/html', page);
  for (const file of readdirSync(folder)) send(`/${file}`, 'text/javascript', readFileSync(`${folder}/${file}`));
  return `${halo.url}/app`;
}
