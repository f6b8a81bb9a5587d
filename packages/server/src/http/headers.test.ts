import { describe, expect, test } from 'vitest';
import { dashboardRoom } from '../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { halo } = room;

describe('safety P1: what other sites get', () => {
  const OTHER = { origin: 'https://evil.example' };

  test('the API is open to any origin, without credentials, and never reads a cookie', async () => {
    const { browser } = await room.own();
    for (const path of ['/api/sdk/conversations', '/api/sdk/users', '/api/sdk/nowhere']) {
      const answer = await fetch(halo.origin + path, { headers: { ...OTHER, cookie: browser.cookie() } });
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*');
      expect(answer.headers.get('access-control-allow-credentials'), path).toBeNull();
      expect(answer.headers.get('cache-control'), path).toBe('no-store');
      expect([401, 404]).toContain(answer.status);
      await answer.body?.cancel();
    }
  });

  test('the dashboard, its API, sign-in and pages are open to no other origin', async () => {
    for (const path of [
      '/api/dashboard/me',
      '/api/dashboard/welcome',
      '/api/auth/get-session',
      '/dashboard/',
      '/docs',
      '/healthz',
    ]) {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await fetch(halo.origin + path, { method, headers: OTHER });
        expect(answer.headers.get('access-control-allow-origin'), `${method} ${path}`).toBeNull();
        await answer.body?.cancel();
      }
    }
  });

  test('answers of the dashboard are kept by nobody and sniffed by nobody', async () => {
    for (const path of [
      '/api/dashboard/me',
      '/api/dashboard/nowhere',
      '/api/dashboard/welcome',
      '/api/auth/get-session',
    ]) {
      const answer = await fetch(halo.origin + path);
      expect(answer.headers.get('cache-control'), path).toBe('no-store');
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
      await answer.body?.cancel();
    }
  });
});

test('case 45: enforce with and without anonymous writers behaves as named', async () => {
  const session = () => `sess_${crypto.randomUUID()}`;
  const visit = async (workspace: { widgetKey: string }, body: object = {}) => {
    const answer = await halo.call('/chat', workspace.widgetKey, { message: 'hello', session_id: session(), ...body });
    return answer.status === 200 ? 'taken' : answer.body.code;
  };
  const everybody = await halo.workspace('enforce');
  expect([await visit(everybody), await visit(everybody, { user_id: 'ann' })]).toEqual(['taken', 'identity_required']);
  const identified = await halo.workspace('enforce', { whoMayWrite: 'identified' });
  expect([await visit(identified), await visit(identified, { user_id: 'ann' })]).toEqual([
    'identified_only',
    'identity_required',
  ]);
  const unenforced = await halo.workspace('report', { whoMayWrite: 'identified' });
  expect([await visit(unenforced), await visit(unenforced, { user_id: 'ann' })]).toEqual(['identified_only', 'taken']);
  expect(await halo.sql`select 1 from contacts where workspace_id in (${everybody.id}, ${identified.id})`).toEqual([]);
});
