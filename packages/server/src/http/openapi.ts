import { ERRORS } from '@halo/wire/errors.ts';
import { requestId } from '@halo/wire/sdk/values.ts';
import { Hono } from 'hono';
import { describeResponses } from './describe-answer.ts';
import type { ApiDescription, Operation, Parameter, Schema } from './openapi-document.ts';
import { sdkRoutes } from './sdk/routes.ts';
import type { SdkRoute } from './sdk/sdk-route.ts';
import { toSchema, withNotes } from './to-schema.ts';

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
  return {
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [tagOf(route)],
    description: describeKeys(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } },
    }),
    responses: describeResponses(route),
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
function headerParameters({ provesByHeaders, streams }: SdkRoute): Parameter[] {
  const named: Parameter[] = [];
  if (provesByHeaders) {
    named.push(
      header('X-Halo-Session', true, 'The session whose history this is'),
      header('X-Halo-User-Token', false, 'The user token; needed where one bound the session, or the workspace asks'),
    );
  }
  if (streams?.type === 'text/event-stream') {
    named.push(header('Last-Event-ID', false, 'The `id` of the last event that was read, to go on right after it'));
  }
  return named;
}

function header(name: string, required: boolean, description: string): Parameter {
  return { name, in: 'header', required, description, schema: { type: 'string' } };
}

function errorSchema(): Schema {
  return {
    type: 'object',
    required: ['error', 'code', 'request_id'],
    properties: {
      error: { type: 'string', description: 'A sentence for people; it may change' },
      code: { type: 'string', enum: Object.keys(ERRORS), description: 'What programs branch on' },
      request_id: toSchema(requestId, 'output'),
    },
  };
}
