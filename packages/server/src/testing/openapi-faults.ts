import { z } from 'zod';
import type { ApiDescription, Operation, Schema } from '../http/openapi-document.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const OPERATION_KEYS = [
  'operationId',
  'summary',
  'tags',
  'description',
  'parameters',
  'requestBody',
  'responses',
  'security',
];

/** What breaks the rules of OpenAPI 3.1 in a document, in words; nothing when it is valid. */
export function openapiFaults(document: ApiDescription): string[] {
  const faults: string[] = [];
  if (!/^3\.1\.\d+$/.test(document.openapi)) faults.push('openapi: not 3.1');
  if (!document.info.title || !document.info.version) faults.push('info: title and version are required');
  const ids = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(`${path}: does not begin with a slash`);
    for (const [method, operation] of Object.entries(methods)) {
      const where = `${method} ${path}`;
      if (!METHODS.includes(method)) faults.push(`${where}: no such method`);
      if (ids.has(operation.operationId)) faults.push(`${where}: its name is taken`);
      ids.add(operation.operationId);
      faults.push(...operationFaults(document, path, operation).map((fault) => where + fault));
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    faults.push(...schemaFaults(document, schema).map((fault) => `${name}${fault}`));
  }
  return faults;
}

function operationFaults(document: ApiDescription, path: string, operation: Operation): string[] {
  const faults = Object.keys(operation).flatMap((key) => (OPERATION_KEYS.includes(key) ? [] : [`: ${key} is unknown`]));
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (inPath.join() !== named.join()) faults.push(`: path parameters are [${inPath}], the path has [${named}]`);
  if (new Set(parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`)).size !== parameters.length)
    faults.push(': a parameter stands twice');
  for (const { name, in: place, required, schema } of parameters) {
    if (place === 'path' && !required) faults.push(` ${name}: must be required`);
    faults.push(...schemaFaults(document, schema).map((fault) => ` ${name}${fault}`));
  }
  for (const needed of operation.security.flatMap(Object.keys)) {
    if (!(needed in document.components.securitySchemes)) faults.push(`: there is no ${needed}`);
  }
  const bodies = [['body', operation.requestBody] as const, ...Object.entries(operation.responses)];
  for (const [name, body] of bodies) {
    if (!body) continue;
    if (name !== 'body' && !/^[1-5]\d\d$/.test(name)) faults.push(` ${name}: no status`);
    if ('description' in body ? !body.description : name !== 'body') faults.push(` ${name}: needs a description`);
    const parts = [
      ...Object.entries(body.content ?? {}),
      ...Object.entries('headers' in body ? (body.headers ?? {}) : {}),
    ];
    for (const [part, { schema, ...more }] of parts) {
      const frames = 'x-frames' in more ? Object.values(more['x-frames'] ?? {}) : [];
      for (const one of [schema, ...frames]) {
        faults.push(...schemaFaults(document, one).map((fault) => ` ${name} ${part}${fault}`));
      }
    }
  }
  if (!('200' in operation.responses)) faults.push(': answers nothing');
  return faults;
}

function schemaFaults(document: ApiDescription, schema: Schema): string[] {
  try {
    readSchema(document, schema);
    return [];
  } catch (error) {
    return [`: ${error instanceof Error ? error.message : error}`];
  }
}

/** A schema of the document as a shape to check with; throws what is wrong with it. */
export function readSchema({ components }: Pick<ApiDescription, 'components'>, schema: Schema): z.ZodType {
  // Zod follows references into the schema itself only.
  const text = JSON.stringify({ ...schema, $defs: components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('"#/components/schemas/', '"#/$defs/')));
}

/** The same schema with no room for fields it does not name. */
export function closeSchema(schema: Schema): Schema {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const closed: Schema = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, close(part)]));
    const isObject = closed.type === 'object' && typeof closed.properties === 'object';
    return isObject && closed.additionalProperties === undefined ? { ...closed, additionalProperties: false } : closed;
  };
  return close(schema) as Schema;
}
