import { identifyUserBody } from '@halo/wire/sdk/users.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeApi, openapiRoutes } from './openapi.ts';
import { sdkRoute } from './sdk/sdk-route.ts';

const identify = sdkRoute({
  method: 'post',
  path: '/users/identify',
  summary: 'Upsert one user.',
  keys: ['widget', 'server'],
  body: identifyUserBody,
  answer: z.object({ success: z.literal(true) }),
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
    expect(Object.keys(post?.responses ?? {})).toEqual(['200', '400', '401', '403', '413', '415', '429', '503']);
  });

  it('adds the request id that the frame adds to every answer', () => {
    const done = api.paths['/users/identify']?.post?.responses[200];
    expect(done).toMatchObject({
      content: { 'application/json': { schema: { properties: { success: {}, request_id: {} } } } },
    });
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
});
