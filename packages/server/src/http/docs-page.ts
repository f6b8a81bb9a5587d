import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '@halo/wire/errors.ts';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { drawOperation } from './docs-operation.ts';
import type { Html } from './docs-table.ts';
import { describeApi } from './openapi.ts';
import { sdkRoutes } from './sdk/routes.ts';
import { PAGE_HEADERS } from './static.ts';

const PAGE = { ...PAGE_HEADERS, 'cache-control': 'no-store' };

/** `/docs`: the API reference as a page that loads nothing from anywhere else. */
export function docsRoutes(version: string): Hono {
  const app = new Hono();
  const style = readFileSync(join(import.meta.dirname, 'docs/docs.css'), 'utf8');
  const script = readFileSync(join(import.meta.dirname, 'docs/docs.js'), 'utf8');
  app.get('/docs', (c) => c.html(page(version), 200, PAGE));
  app.get('/docs/', (c) => c.redirect('/docs', 308));
  app.get('/docs/docs.css', (c) => c.body(style, 200, { ...PAGE, 'content-type': 'text/css; charset=utf-8' }));
  app.get('/docs/docs.js', (c) => c.body(script, 200, { ...PAGE, 'content-type': 'text/javascript; charset=utf-8' }));
  return app;
}

function page(version: string): Html {
  const api = describeApi(sdkRoutes, version);
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Halo API</title>
    <link rel="icon" href="/favicon.ico" />
    <link rel="stylesheet" href="/docs/docs.css" />
    <script src="/docs/docs.js" defer></script>
  </head>
  <body>
    <nav aria-label="Endpoints">
      <a class="home" href="#top">Halo API <span>${version}</span></a>
      <label class="search">Find <input id="find" type="search" placeholder="identify" autocomplete="off" /></label>
      ${api.tags.map(
        ({ name }) => html`<section data-group>
          <h2>${name}</h2>
          ${operations
            .filter(({ operation }) => operation.tags[0] === name)
            .map(
              ({ path, method, operation }) =>
                html`<a href="#${operation.operationId}" data-find="${method} ${path} ${operation.summary}"><b>${method}</b> ${path}</a>`,
            )}
        </section>`,
      )}
    </nav>
    <main id="top">
      <h1>API reference</h1>
      <p>JSON in and out under <code>/api/sdk</code>. Send a key as <code>Authorization: Bearer …</code>; the workspace follows from the key.
        The machine-readable form is <a href="/api/openapi.json">openapi.json</a>.</p>
      ${operations.map(({ path, method, operation }) => drawOperation(path, method, operation))}
      <article id="errors">
        <h2>Errors</h2>
        <p>Every refusal is <code>{ "error", "code", "request_id" }</code>. Branch on <code>code</code>; the sentence is for people.</p>
        <table class="pairs"><thead><tr><th>Code</th><th>Status</th></tr></thead><tbody>
          ${Object.entries(ERRORS).map(([code, status]) => html`<tr><td><code>${code}</code></td><td>${status}</td></tr>`)}
        </tbody></table>
      </article>
    </main>
  </body>
</html>`;
}
