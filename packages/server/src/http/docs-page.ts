import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '@halo/wire/errors.ts';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { describeApi } from './openapi.ts';
import type { MediaType, OpenApiResponse, Operation, Schema } from './openapi-document.ts';
import { sdkRoutes } from './sdk/routes.ts';
import { PAGE_HEADERS } from './static.ts';

type Html = ReturnType<typeof html>;

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
      ${operations.map(({ path, method, operation }) => describe(path, method, operation))}
      <article id="errors">
        <h2>Errors</h2>
        <p>Every refusal is <code>{ "error", "code", "request_id" }</code>. Branch on <code>code</code>; the sentence is for people.</p>
        <table><thead><tr><th>Code</th><th>Status</th></tr></thead><tbody>
          ${Object.entries(ERRORS).map(([code, status]) => html`<tr><td><code>${code}</code></td><td>${status}</td></tr>`)}
        </tbody></table>
      </article>
    </main>
  </body>
</html>`;
}

function describe(path: string, method: string, operation: Operation): Html {
  const body = operation.requestBody?.content['application/json']?.schema;
  const { 200: done, ...refusals } = operation.responses;
  return html`<article id="${operation.operationId}" data-find="${method} ${path} ${operation.summary}">
    <h2><b>${method}</b> <code>${path}</code></h2>
    <p>${withCode(operation.summary)} <span class="quiet">${withCode(operation.description)}</span></p>
    ${
      operation.parameters
        ? rows(
            'Parameters',
            operation.parameters.map((p) => ({
              name: p.name,
              required: p.required,
              schema: { ...p.schema, description: p.description ?? p.schema.description ?? `in the ${p.in}` },
            })),
          )
        : ''
    }
    ${body ? rows('Body', fieldsOf(body)) : ''}
    ${done ? answer(done) : ''}
    ${refused(refusals)}
  </article>`;
}

function answer({ description, headers, content }: OpenApiResponse): Html | string {
  const json = content?.['application/json'];
  if (json) return rows('Answer', fieldsOf(json.schema, { deep: true }));
  const [stream] = Object.entries(content ?? {});
  if (!stream) return '';
  const [type, media] = stream;
  return html`<h3>Answer <span class="quiet"><code>${type}</code></span></h3>
    ${description.split('\n\n').map((paragraph) => html`<p>${withCode(paragraph)}</p>`)}
    ${
      headers
        ? rows(
            'Headers',
            Object.entries(headers).map(([name, { description: about, schema }]) => ({
              name,
              schema: { ...schema, description: about },
            })),
          )
        : ''
    }
    ${rows('Frames', framesOf(media))}
    ${media.example ? html`<pre tabindex="0">${media.example.replaceAll('\u001e', '␞')}</pre>` : ''}`;
}

/** Every frame with its fields below it. */
function framesOf(media: MediaType): Field[] {
  return Object.entries(media['x-frames'] ?? {}).flatMap(([name, schema]) => [
    { name, schema },
    ...fieldsOf(schema, { deep: true, within: `${name} ` }),
  ]);
}

function refused(refusals: Record<string, OpenApiResponse>): Html {
  return html`<table>
    <thead><tr><th>Refusals</th><th>Codes</th></tr></thead>
    <tbody>
      ${Object.entries(refusals).map(
        ([status, { description }]) => html`<tr><td>${status}</td><td>${withCode(description)}</td></tr>`,
      )}
    </tbody>
  </table>`;
}

interface Field {
  name: string;
  schema: Schema;
  required?: boolean;
}

/** The fields of an object; `deep` adds those of the objects and lists of objects in it, by their paths. */
function fieldsOf(schema: Schema, { deep = false, within = '' } = {}): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const path = within + name;
    const field = { name: path, schema: one, required: !deep && (schema.required ?? []).includes(name) };
    if (!deep) return [field];
    const [inner, mark] = one.items ? [one.items, '[].'] : [one, '.'];
    return [field, ...fieldsOf(inner, { deep, within: path + mark })];
  });
}

function rows(title: string, fields: Field[]): Html {
  return html`<table>
    <thead><tr><th>${title}</th><th>Type</th><th></th></tr></thead>
    <tbody>
      ${fields.map(
        ({ name, schema, required }) => html`<tr>
          <td><code>${name}</code>${required ? html` <em>required</em>` : ''}</td>
          <td>${nameType(schema)}</td>
          <td>${withCode([schema.description, ...bounds(schema)].filter(Boolean).join('; '))}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A type in a few words, such as `string or number` or `list of object`. */
function nameType(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(nameType))].filter(Boolean).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? nameType(schema.items) : 'anything'}`;
  if (schema.properties) return nameObject(schema.properties);
  return [schema.type ?? 'anything']
    .flat()
    .filter((name) => name !== 'null')
    .join(' or ');
}

/** An object by its keys; of a kind in a union also the word that tells it from the others. */
function nameObject(properties: Record<string, Schema>): string {
  const keys = Object.entries(properties).map(([name, { const: word }]) =>
    word === undefined ? name : `${name}: ${JSON.stringify(word)}`,
  );
  return keys.length === 0 ? '{}' : `{ ${keys.join(', ')} }`;
}

function bounds(schema: Schema): string[] {
  const of = (schema.anyOf?.find((one) => one.type !== 'null') ?? schema) as Record<string, unknown>;
  const said: string[] = [];
  if (typeof of.maxLength === 'number') said.push(`at most ${of.maxLength} characters`);
  if (typeof of.maxItems === 'number') said.push(`at most ${of.maxItems}`);
  return said;
}

function withCode(text: string): (Html | string)[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
}
