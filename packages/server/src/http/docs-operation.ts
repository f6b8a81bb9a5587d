import { html } from 'hono/html';
import { type Field, fieldsOf, type Html, rows, withCode } from './docs-table.ts';
import type { OpenApiResponse, Operation, Schema } from './openapi-document.ts';

/** One endpoint of the API reference: what it takes, what it answers, what it refuses. */
export function drawOperation(path: string, method: string, operation: Operation): Html {
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
    ${Object.entries(media['x-frames'] ?? {}).map(([name, schema]) =>
      rows(html`Frame <code>${name}</code>`, framed(schema), schema.description),
    )}
    ${media.example ? html`<pre>${media.example.replaceAll('\u001e', '␞')}</pre>` : ''}`;
}

/** What a frame holds: its fields, or the kinds of thing that it may be. */
function framed(schema: Schema): Field[] {
  const kinds = (schema.items ?? schema).oneOf ?? [];
  const named = kinds.map((kind) => ({ name: String(kind.properties?.type?.const), schema: kind }));
  return [...named, ...fieldsOf(schema, { deep: true })];
}

function refused(refusals: Record<string, OpenApiResponse>): Html {
  return html`<table class="pairs">
    <thead><tr><th>Refusals</th><th>Codes</th></tr></thead>
    <tbody>
      ${Object.entries(refusals).map(
        ([status, { description }]) => html`<tr><td>${status}</td><td>${withCode(description)}</td></tr>`,
      )}
    </tbody>
  </table>`;
}
