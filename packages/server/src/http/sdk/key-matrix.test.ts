import { expect, test } from 'vitest';
import { testHalo } from '../../testing/test-halo.ts';
import { createServerKey } from '../../workspaces/create-server-key.ts';
import { SERVER_KEY_SCOPES, type ServerKeyScope } from '../../workspaces/workspace.ts';
import { sdkRoutes } from './routes.ts';
import type { SdkRoute } from './sdk-route.ts';

/**
 * Which key opens what: said here a second time, by hand, so that a door whose key slips is noticed. `nobody` needs no
 * key; `widget` takes the publishable one; a scope takes a server key that has it.
 */
const DOORS: Record<string, ('nobody' | 'widget' | ServerKeyScope)[]> = {
  'POST /users/identify': ['widget', 'write'],
  'POST /users/update': ['widget', 'write'],
  'POST /companies/identify': ['widget', 'write'],
  'POST /companies/update': ['widget', 'write'],
  'POST /chat': ['widget', 'write'],
  'POST /chat/stream': ['widget', 'write'],
  'GET /config': ['nobody'],
  'GET /pictures/:org_id/:picture': ['nobody'],
  'POST /sessions/end': ['widget'],
  'POST /events': ['widget', 'write'],
  'POST /tickets/create': ['widget', 'write'],
  'GET /conversations': ['widget'],
  'GET /conversations/:id/messages': ['widget'],
  'GET /conversations/:id/attachments/:attachment_id': ['widget'],
  'POST /conversations/:id/read': ['widget'],
  'POST /conversations/:id/feedback': ['widget'],
  'POST /conversations/:id/actions/:call_id': ['widget'],
  'POST /conversations/human': ['widget'],
  'POST /leads': ['widget'],
  'GET /stream': ['widget'],
  'GET /in-app-messages': ['widget'],
  'POST /in-app-messages/:id': ['widget'],
  'GET /users': ['read'],
  'GET /users/:user_id': ['read'],
  'GET /users/:user_id/export': ['read'],
  'GET /users/:user_id/subscriptions': ['read'],
  'PUT /users/:user_id/subscriptions/:list': ['write'],
  'POST /users/merge': ['merge'],
  'POST /users/merge/undo': ['merge'],
  'DELETE /users/:user_id': ['erase'],
  'DELETE /users/:user_id/erasure': ['erase'],
  'GET /companies/:company_id': ['read'],
  'GET /settings': ['settings'],
  'PATCH /settings': ['settings'],
  'POST /audiences/preview': ['read'],
  'POST /agent/preview': ['read'],
};

const nameOf = ({ method, path }: SdkRoute) => `${method.toUpperCase()} ${path}`;
const halo = await testHalo();
const KEY_REFUSALS = ['key_missing', 'key_unknown', 'key_kind', 'key_scope'];

/** The code with which the key was turned away, or `open`: what comes of the call is another matter. */
async function turnedAway(route: SdkRoute, key: string | null): Promise<string> {
  const path = route.path.replaceAll(/:\w+/g, 'x');
  const { status, body } = await halo.call(path, key, route.body && {}, { method: route.method.toUpperCase() });
  expect(status, nameOf(route)).toBeLessThan(500);
  return KEY_REFUSALS.includes(body?.code) ? body.code : 'open';
}

test('case 98: every door of the API is in the table, and takes no other key', () => {
  const doors = sdkRoutes.map((route) => [
    nameOf(route),
    route.keys.length === 0
      ? ['nobody']
      : route.keys.map((kind) => (kind === 'widget' ? 'widget' : (route.scope ?? 'write'))),
  ]);
  expect(Object.fromEntries(doors)).toEqual(DOORS);
});

test('cases 32, 98: no key, a widget key, and server keys with and without each scope, at every door', async () => {
  const { id, widgetKey } = await halo.workspace();
  const keyWith = (scopes: ServerKeyScope[]) =>
    createServerKey(halo.deps, { workspaceId: id, name: 'x', scopes, actor: { kind: 'command_line' } });
  const servers: [string, ServerKeyScope[]][] = [];
  for (const scope of SERVER_KEY_SCOPES) {
    const others = SERVER_KEY_SCOPES.filter((other) => other !== scope);
    for (const scopes of [[scope], others]) servers.push([(await keyWith(scopes)).key, scopes]);
  }
  for (const route of sdkRoutes) {
    const name = nameOf(route);
    const takes = DOORS[name] ?? [];
    const free = takes.includes('nobody');
    const scope = takes.find((each) => each !== 'widget');
    expect([name, await turnedAway(route, null)]).toEqual([name, free ? 'open' : 'key_missing']);
    const byWidget = free || takes.includes('widget') ? 'open' : 'key_kind';
    expect([name, await turnedAway(route, widgetKey)]).toEqual([name, byWidget]);
    for (const [key, scopes] of servers) {
      const byServer =
        free || scopes.some((held) => held === scope) ? 'open' : scope === undefined ? 'key_kind' : 'key_scope';
      expect([name, scopes, await turnedAway(route, key)]).toEqual([name, scopes, byServer]);
    }
  }
});
