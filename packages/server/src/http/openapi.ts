import { ERRORS } from '@halo/wire/errors.ts';
import { jsonObject } from '@halo/wire/sdk/values.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { FIELD_NOTES } from './field-notes.ts';
import { sdkRoutes } from './sdk/routes.ts';
import type { SdkRoute } from './sdk/sdk-route.ts';

/** A JSON Schema as OpenAPI 3.1 takes it. */
export interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  description: string;
  parameters?: Parameter[];
  requestBody?: { required: true; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> } | { $ref: string }>;
  security: Record<string, string[]>[];
}

export interface ApiDescription {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    securitySchemes: Record<string, object>;
    schemas: Record<string, Schema>;
    responses: Record<string, object>;
  };
}

const REQUEST_ID: Schema = { type: 'string', description: 'Names this call in the log and to support' };

/** The OpenAPI 3.1 description of `/api/sdk`, made from the shapes that the doors check with. */
export function describeApi(routes: readonly SdkRoute[], version: string): ApiDescription {
  const paths: ApiDescription['paths'] = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) };
  }
  const tags = [...new Set(routes.map(tagOf))].map((name) => ({ name }));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Halo',
      version,
      description:
        'Tell Halo who is talking, which company they belong to and what is going on; chat, read and write from there.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/sdk' }],
    tags,
    paths,
    components: {
      securitySchemes: {
        widget_key: { type: 'http', scheme: 'bearer', description: 'The publishable widget key, `ab_live_…`' },
        server_key: { type: 'http', scheme: 'bearer', description: 'A server key, `ha_server_…`; never in a browser' },
      },
      schemas: { Error: errorSchema() },
      responses: Object.fromEntries(statuses().map((status) => [`E${status}`, describeRefusal(status)])),
    },
  };
}

/** `/api/openapi.json`. */
export function openapiRoutes(version: string): Hono {
  const app = new Hono();
  let text: string | undefined;
  app.get('/api/openapi.json', (c) => {
    text ??= JSON.stringify(describeApi(sdkRoutes, version));
    return c.body(text, 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    });
  });
  return app;
}

function describeRoute(route: SdkRoute): Operation {
  const parameters = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)];
  const answer = route.answer ? toSchema(route.answer, 'output') : undefined;
  return {
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [tagOf(route)],
    description: describeKeys(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } },
    }),
    responses: {
      200: {
        description: 'Done',
        ...(answer && { content: { 'application/json': { schema: withRequestId(answer) } } }),
      },
      ...Object.fromEntries(refusalsOf(route).map((status) => [status, { $ref: `#/components/responses/E${status}` }])),
    },
    security: route.keys.map((kind) => ({ [`${kind}_key`]: [] })),
  };
}

function tagOf(route: SdkRoute): string {
  return route.path.split('/')[1] ?? '';
}

function describeKeys({ keys, scope }: SdkRoute): string {
  if (keys.length === 0) return 'Public: no key is asked for.';
  const server = `a server key with the scope \`${scope ?? 'write'}\``;
  if (!keys.includes('server')) return 'Takes the widget key.';
  return keys.includes('widget') ? `Takes the widget key or ${server}.` : `Takes ${server}.`;
}

function pathParameters(route: SdkRoute): Parameter[] {
  return [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: withNotes({ [name]: { type: 'string' } })[name] ?? {},
  }));
}

function queryParameters(route: SdkRoute): Parameter[] {
  if (!route.query) return [];
  const { properties = {}, required = [] } = toSchema(route.query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** The person's own history and stream prove themselves by headers. */
function headerParameters({ keys, body }: SdkRoute): Parameter[] {
  if (body || keys.length !== 1 || keys[0] !== 'widget') return [];
  return [
    {
      name: 'X-Halo-Session',
      in: 'header',
      required: false,
      description: 'The session whose history this is',
      schema: { type: 'string' },
    },
    {
      name: 'X-Halo-User-Token',
      in: 'header',
      required: false,
      description: 'Needed where the session was bound by a token',
      schema: { type: 'string' },
    },
  ];
}

function refusalsOf(route: SdkRoute): number[] {
  const likely = new Set([429, 503]);
  if (route.body || route.query) likely.add(400);
  if (route.keys.length > 0) likely.add(401).add(403);
  if (route.path.includes(':')) likely.add(404);
  if (route.body) likely.add(413).add(415);
  return [...likely].sort((a, b) => a - b);
}

function toSchema(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === jsonObject) jsonSchema.type = 'object';
    },
  }) as Schema & { $schema?: string };
  return schema.properties ? { ...schema, properties: withNotes(schema.properties) } : schema;
}

function withNotes(properties: Record<string, Schema>): Record<string, Schema> {
  const note = (name: string) => (Object.hasOwn(FIELD_NOTES, name) ? { description: FIELD_NOTES[name] } : {});
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, { ...note(name), ...schema }]));
}

function withRequestId(schema: Schema): Schema {
  if (schema.type !== 'object') return schema;
  return { ...schema, properties: { ...schema.properties, request_id: REQUEST_ID } };
}

function errorSchema(): Schema {
  return {
    type: 'object',
    required: ['error', 'code', 'request_id'],
    properties: {
      error: { type: 'string', description: 'A sentence for people; it may change' },
      code: { type: 'string', enum: Object.keys(ERRORS), description: 'What programs branch on' },
      request_id: REQUEST_ID,
    },
  };
}

function statuses(): number[] {
  return [...new Set<number>(Object.values(ERRORS))].sort((a, b) => a - b);
}

function describeRefusal(status: number) {
  const codes = Object.entries(ERRORS).flatMap(([code, of]) => (of === status ? [`\`${code}\``] : []));
  return {
    description: codes.join(', '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    ...((status === 429 || status === 503) && {
      headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
    }),
  };
}
