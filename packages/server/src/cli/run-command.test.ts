import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type HaloProcess, run, startHalo } from '../testing/run-halo.ts';
import { runCommand } from './run-command.ts';

// Each of these starts whole servers; how long that takes is not what they are about.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const folder = await mkdtemp(join(tmpdir(), 'halo-cli-'));
const env = { HALO_DATA: join(folder, 'data') };
let halo: HaloProcess;
let made: { org_id: string; widget_key: string; identity_secret: { id: string; secret: string }; server_key: string };

const halos = (...words: string[]) => run(['cli/halo.ts', ...words], env);
// biome-ignore lint/suspicious/noExplicitAny: each command answers a shape of its own, which the tests look into
const json = async (...words: string[]): Promise<any> => JSON.parse((await halos(...words, '--json')).out);
const settings = (headers: Record<string, string>) => fetch(`${halo.url}/api/sdk/settings`, { headers });

beforeAll(async () => {
  halo = await startHalo(env);
  made = await json('workspace', 'create', 'Acme Forms');
});
afterAll(async () => {
  await halo.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('halo, beside a running server', () => {
  it('makes a workspace whose keys work at once', async () => {
    expect(Object.keys(made)).toEqual(['org_id', 'widget_key', 'identity_secret', 'server_key']);
    const answer = await settings({ authorization: `Bearer ${made.server_key}` });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ name: 'Acme Forms', identity_mode: 'off' });
  });

  it('lists it without its secrets', async () => {
    const { out } = await halos('workspace', 'list', '--json');
    expect(JSON.parse(out).workspaces).toContainEqual(
      expect.objectContaining({ org_id: made.org_id, name: 'Acme Forms' }),
    );
    expect(out).not.toContain(made.identity_secret.secret);
    expect(out).not.toContain(made.server_key);
  });

  it('changes settings that the server then holds', async () => {
    const changed = await json(
      'settings',
      'set',
      '--org',
      made.org_id,
      'identity_mode=enforce',
      'max_token_age=24',
      'name=12',
    );
    expect(changed).toMatchObject({ identity_mode: 'enforce', max_token_age: 24, name: '12', figures: { calls: 0 } });
    expect(await json('settings', 'get', '--org', made.org_id, 'identity_mode')).toEqual({ identity_mode: 'enforce' });
    const headers = { authorization: `Bearer ${made.server_key}` };
    await expect
      .poll(async () => ((await (await settings(headers)).json()) as { identity_mode: string }).identity_mode, {
        timeout: 10_000,
      })
      .toBe('enforce');
  });

  it('signs a token that the server takes for that user and for nobody else', async () => {
    const { token, kid } = await json(
      'token',
      'sign',
      '--org',
      made.org_id,
      '--user-id',
      'user_42',
      '--claim',
      'plan=pro',
      '--claim',
      'seats=12',
    );
    expect(kid).toBe(made.identity_secret.id);
    expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())).toMatchObject({
      user_id: 'user_42',
      plan: 'pro',
      seats: 12,
    });
    const identify = (user_id: string) =>
      fetch(`${halo.url}/api/sdk/users/identify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${made.widget_key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ user_id, user_token: token }),
      });
    await expect.poll(async () => (await identify('user_42')).status, { timeout: 10_000 }).toBe(200);
    await expect
      .poll(async () => ((await (await identify('user_43')).json()) as { code: string }).code, { timeout: 10_000 })
      .toBe('identity_mismatch');
  });

  it('gives out an owner link that differs from the one printed at the start', async () => {
    const { link } = await json('owner', 'link');
    expect(link).toMatch(/\/dashboard\/welcome#owner=[\w-]{22}$/);
    expect(halo.said()).not.toContain(link);
  });

  it('finds nothing wrong, and leaves the server running', async () => {
    const doctor = await run(['cli/halo.ts', 'doctor', '--json'], { ...env, PORT: new URL(halo.url).port });
    expect(JSON.parse(doctor.out)).toMatchObject({ ok: true });
    expect(doctor.code).toBe(0);
    expect((await fetch(`${halo.url}/readyz`)).status).toBe(200);
  });

  it('sees that the secrets were sealed with another master key', async () => {
    const doctor = await run(['cli/halo.ts', 'doctor', '--json'], {
      ...env,
      HALO_MASTER_KEY: 'another master key, of 32 or more characters',
    });
    expect(doctor.code).toBe(1);
    expect(JSON.parse(doctor.out).findings).toContainEqual(expect.objectContaining({ about: 'secrets', state: 'bad' }));
  });
});

describe('halo, when it says no', () => {
  it.each([
    [['workspace', 'create'], 'NAME is missing'],
    [['workspace', 'create', 'Acme', 'Forms'], 'one word too many'],
    [['settings', 'set', '--org', 'nonsense', 'name=x'], 'no workspace id'],
    [['settings', 'set', '--org', '019a0000-0000-7000-8000-000000000000', 'mode=off'], 'no setting "mode"'],
    [['settings', 'set', '--org', '019a0000-0000-7000-8000-000000000000', 'identity_mode=on'], 'identity_mode'],
    [['token', 'sign', '--org', '019a0000-0000-7000-8000-000000000000'], '--user-id is missing'],
    [['token', 'sign', '--org', '019a0000-0000-7000-8000-000000000000', '--user-id', 'undefined'], 'placeholder'],
    [
      ['token', 'sign', '--org', '019a0000-0000-7000-8000-000000000000', '--user-id', '1', '--expires-in', 'soon'],
      'span',
    ],
    [['workspace', 'list', '--frobnicate'], '--frobnicate'],
    [['frobnicate'], 'no such command'],
  ])('answers 2 to %j', async (words, reason) => {
    const said = { out: '', err: '' };
    const code = await runCommand(words, {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    expect(said.err).toContain(reason);
    expect({ code, out: said.out }).toEqual({ code: 2, out: '' });
  });

  it('answers 1 and one JSON object when it is refused', async () => {
    const refused = await halos('settings', 'get', '--org', '019a0000-0000-7000-8000-000000000000', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ code: 'not_found', error: expect.any(String) });
    expect((await halos('teammate', 'reset', 'nobody@example.com')).code).toBe(1);
  });
});
