import { identifyUserAnswer, identifyUserBody } from '@halo/wire/sdk/users.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openapiFaults as faultsOf } from '../testing/openapi-faults.ts';
import { describeApi, openapiRoutes } from './openapi.ts';
import type { ApiDescription } from './openapi-document.ts';
import { sdkRoutes } from './sdk/routes.ts';
import { sdkRoute } from './sdk/sdk-route.ts';

const identify = sdkRoute({
  method: 'post',
  path: '/users/identify',
  summary: 'Upsert one user.',
  keys: ['widget', 'server'],
  body: identifyUserBody,
  answer: identifyUserAnswer,
  refuses: ['rate_limited', 'reserved_traits'],
  handle: async () => ({}),
});
const read = sdkRoute({
  method: 'get',
  path: '/users/:user_id',
  summary: 'Read one user.',
  keys: ['server'],
  scope: 'read',
  query: z.object({ limit: z.coerce.number().int().max(100).optional(), cursor: z.string() }),
  handle: async () => ({}),
});
const config = sdkRoute({
  method: 'get',
  path: '/config',
  summary: 'What to draw.',
  keys: [],
  handle: async () => ({}),
});

const api = describeApi([identify, read, config], '1.2.3');

describe('describeApi', () => {
  it('describes the body that the door checks with', () => {
    const post = api.paths['/users/identify']?.post;
    const body = post?.requestBody?.content['application/json']?.schema;
    expect(Object.keys(body?.properties ?? {})).toEqual(Object.keys(identifyUserBody.shape));
    expect(body).not.toHaveProperty('$schema');
    expect(post?.security).toEqual([{ widget_key: [] }, { server_key: [] }]);
    expect(Object.keys(post?.responses ?? {})).toEqual(['200', '400', '401', '403', '413', '415', '429', '500', '503']);
  });

  it('describes the answer, and leaves room in it for fields to come', () => {
    const done = api.paths['/users/identify']?.post?.responses[200]?.content?.['application/json']?.schema;
    expect(Object.keys(done?.properties ?? {})).toEqual(Object.keys(identifyUserAnswer.shape));
    expect(JSON.stringify(done)).not.toContain('"additionalProperties":false');
  });

  it('names the codes of each status: those of the frame and those of the endpoint', () => {
    const responses = api.paths['/users/identify']?.post?.responses ?? {};
    expect(responses[400]?.description).toBe('`invalid_request`, `invalid_json`, `reserved_traits`');
    expect(responses[403]?.description).toBe('`key_scope`, `server_key_in_browser`');
    expect(responses[429]?.headers).toHaveProperty('Retry-After');
    expect(Object.keys(api.paths['/config']?.get?.responses ?? {})).toEqual(['200', '500', '503']);
  });

  it('turns path and query into parameters', () => {
    const get = api.paths['/users/{user_id}']?.get;
    expect(get?.parameters).toMatchObject([
      { name: 'user_id', in: 'path', required: true },
      { name: 'limit', in: 'query', required: false },
      { name: 'cursor', in: 'query', required: true },
    ]);
    expect(get?.description).toContain('`read`');
  });

  it('asks for no key where none is needed', () => {
    expect(api.paths['/config']?.get?.security).toEqual([]);
  });

  it('gives every operation a name of its own', () => {
    const names = Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(names).toEqual(['postUsersIdentify', 'getUsersUserId', 'getConfig']);
  });
});

describe('/api/openapi.json', () => {
  it('is OpenAPI 3.1 over the real routes, readable from anywhere', async () => {
    const answer = await openapiRoutes('1.2.3').request('/api/openapi.json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      servers: [{ url: '/api/sdk' }],
    });
  });

  it('has nothing that OpenAPI 3.1 does not allow', async () => {
    const document = (await (await openapiRoutes('1.2.3').request('/api/openapi.json')).json()) as ApiDescription;
    expect(faultsOf(document)).toEqual([]);
    const [first] = Object.values(document.paths['/users/{user_id}'] ?? {});
    first!.parameters = [];
    first!.responses[200]!.content = { 'application/json': { schema: { type: 'text' } } };
    expect(faultsOf(document)).toEqual([
      'get /users/{user_id}: path parameters are [], the path has [user_id]',
      'get /users/{user_id} 200 application/json: Unsupported type: text',
    ]);
  });

  it('says of every endpoint what it answers', () => {
    for (const { path, answer, streams, file } of sdkRoutes) expect(answer ?? streams ?? file, path).toBeDefined();
  });
});
