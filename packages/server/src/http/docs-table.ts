import { html } from 'hono/html';
import type { Schema } from './openapi-document.ts';

export type Html = ReturnType<typeof html>;

/** A line of a table: a value by its name or path. */
export interface Field {
  name: string;
  schema: Schema;
  required?: boolean;
  /** Its own fields follow. */
  opened?: boolean;
}

/** The fields of an object; `deep` adds those of the objects and lists of objects in it, by their paths. */
export function fieldsOf(schema: Schema, { deep = false, within = '' } = {}): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const path = within + name;
    const field = { name: path, schema: one, required: !deep && (schema.required ?? []).includes(name) };
    if (!deep) return [field];
    const [inner, mark] = one.items ? [one.items, '[].'] : [one, '.'];
    const below = fieldsOf(inner, { deep, within: path + mark });
    return [{ ...field, opened: below.length > 0 }, ...below];
  });
}

/** A table of values with their types and meanings; `note` says what all of it is. */
export function rows(title: Html | string, fields: Field[], note = ''): Html {
  return html`<table>
    <thead><tr><th>${title}</th><th>${fields.length > 0 ? 'Type' : ''}</th><th>${withCode(note)}</th></tr></thead>
    <tbody>
      ${fields.map(
        ({ name, schema, required, opened }) => html`<tr>
          <td><code>${placed(name)}</code>${required ? html` <em>required</em>` : ''}</td>
          <td>${opened ? (schema.items ? 'list of object' : 'object') : nameType(schema)}</td>
          <td>${withCode([schema.description, ...bounds(schema)].filter(Boolean).join('; '))}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A path whose last name stands out. */
function placed(path: string): Html {
  const at = path.lastIndexOf('.') + 1;
  return html`<span class="quiet">${path.slice(0, at)}</span>${path.slice(at)}`;
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

/** How long a value may be, unless its description says so. */
function bounds(schema: Schema): string[] {
  const { maxLength, maxItems } = schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
  if (/at most/i.test(schema.description ?? '')) return [];
  if (typeof maxLength === 'number') return [`at most ${maxLength.toLocaleString('en')} characters`];
  return typeof maxItems === 'number' ? [`at most ${maxItems}`] : [];
}

/** Text whose `words` between backticks are code. */
export function withCode(text: string): (Html | string)[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
}
