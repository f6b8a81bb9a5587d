import { FIRST_STYLE } from '@halo/wire/agent-style.ts';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
const { sql } = halo;
let owner: Browser;
let workspace: TestWorkspace;
let agentId: string;

const inside = (method: string, path: string, body?: unknown) => owner.inside(workspace.id, method, path, body);
const config = async () => (await halo.call(`/config?org_id=${workspace.id}`, null)).body.agent;
const save = (patch: object) => inside('PATCH', `/agent/${agentId}`, patch);

/** A PNG by its head, of this size in pixels; `more` makes it another one. */
function png(width: number, height: number, more: Buffer = Buffer.alloc(8)): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([head, size, more]);
}
const dataUrl = (bytes: Buffer, type = 'image/png') => `data:${type};base64,${bytes.toString('base64')}`;
const upload = (bytes: Buffer, type?: string) => inside('POST', '/agent-pictures', { picture: dataUrl(bytes, type) });
const fetchPicture = (picture: string, of = workspace.id) => fetch(`${halo.origin}/api/sdk/pictures/${of}/${picture}`);

beforeAll(async () => {
  owner = (await room.own()).browser;
});
beforeEach(async () => {
  workspace = await halo.workspace('off');
  await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select ${workspace.id}, id, 'owner' from teammates on conflict do nothing`;
  agentId = (await inside('GET', '/agent')).body.agents[0].id;
});

test('a style is stored whole, told by /config with the colours that follow from it, and audited', async () => {
  expect((await config()).style).toMatchObject({ accent: '#4a3fc0', position: 'bottom-right', mark: 'ring' });
  const style = { ...FIRST_STYLE, accent: '#ffe600', position: 'bottom-left', side: 8, theme: 'dark', mark: 'bubble' };
  const saved = await save({ style, greeting: 'Ahoy', suggestedMessages: ['Prices?'], liveHelpLabel: 'Ask the crew' });
  expect(saved.body.agents[0]).toMatchObject({ style, liveHelpLabel: 'Ask the crew' });
  const told = await config();
  expect(told).toMatchObject({ greeting: 'Ahoy', suggested_messages: ['Prices?'], live_help_label: 'Ask the crew' });
  expect(told.style).toMatchObject({ accent: '#ffe600', on_accent: '#000000', position: 'bottom-left', side: 8 });
  expect(Object.keys(told.style)).not.toContain('avatar');
  expect(told.avatar_config).toEqual({});
  const [entry] = await sql`
    select action, detail from audit_log where workspace_id = ${workspace.id} and action like 'agent.%'`;
  expect(entry).toMatchObject({ action: 'agent.changed', detail: { liveHelpLabel: ['', 'Ask the crew'] } });
  expect(entry?.detail.style[1]).toContain('#ffe600');
});

test.each([
  { accent: 'red' },
  { accent: '#FFE600' },
  { accent: '#fff;background:url(//evil)' },
  { side: 121 },
  { bottom: -1 },
  { side: 1.5 },
  { corners: 'wavy' },
  { mark: 'skull' },
  { logo: 'https://evil.example/a.png' },
  { logo: '../../secrets' },
  { script: 'x' },
])('%j is no style', async (wrong) => {
  expect(await save({ style: { ...FIRST_STYLE, ...wrong } })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
  expect((await config()).style.accent).toBe('#4a3fc0');
});

test('no more than four suggested messages, and a label that fits a button', async () => {
  expect((await save({ suggestedMessages: ['1', '2', '3', '4', '5'] })).status).toBe(400);
  expect((await save({ liveHelpLabel: 'x'.repeat(41) })).status).toBe(400);
});

test('safety P1: a picture is public under the name of its content, and nothing but a picture', async () => {
  const bytes = png(64, 48);
  const { status, body } = await upload(bytes, 'text/html');
  expect([status, body.width, body.height]).toEqual([200, 64, 48]);
  expect((await upload(bytes)).body.picture).toBe(body.picture);
  const picture = await fetchPicture(body.picture);
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
  });
  await save({ style: { ...FIRST_STYLE, launcher: body.picture, avatar: body.picture } });
  const address = `/api/sdk/pictures/${workspace.id}/${body.picture}`;
  expect(await config()).toMatchObject({ style: { launcher: address }, avatar_config: { picture: address } });
});

test('safety P1: a file that is a picture and a page at once is only ever served as the picture', async () => {
  const { body } = await upload(png(8, 8, Buffer.from('<script>alert(1)</script>')));
  const { headers } = await fetchPicture(body.picture);
  expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual(['image/png', 'nosniff']);
});

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
test.each([
  ['an SVG', SVG, 'image/svg+xml'],
  ['an SVG called a PNG', SVG, 'image/png'],
  ['a page called a PNG', Buffer.from('<html>'), 'image/png'],
  ['a PNG without a head', Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
  ['a PNG of no size', png(0, 10), 'image/png'],
  ['a PNG that would fill the memory', png(60_000, 60_000), 'image/png'],
  ['a PNG of too many bytes', png(8, 8, Buffer.alloc(200_000)), 'image/png'],
  ['nothing', Buffer.alloc(0), 'image/png'],
])('safety P1, O1: %s is refused', async (_, bytes, type) => {
  expect(await upload(bytes, type)).toMatchObject({ status: 400, body: { code: 'invalid_request', path: 'picture' } });
  expect(await sql`select 1 from agent_pictures where workspace_id = ${workspace.id}`).toHaveLength(0);
});

test('a body over the bound is not even read, and one that is no data URL is refused', async () => {
  expect((await upload(Buffer.alloc(400_000))).status).toBe(413);
  expect((await inside('POST', '/agent-pictures', { picture: 'https://evil.example/a.png' })).status).toBe(400);
});

test("another workspace's picture is invisible, as an address and in a style", async () => {
  const { body } = await upload(png(8, 8));
  const other = await halo.workspace('off');
  expect((await fetchPicture(body.picture, other.id)).status).toBe(404);
  await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select ${other.id}, id, 'owner' from teammates on conflict do nothing`;
  const agent = (await owner.inside(other.id, 'GET', '/agent')).body.agents[0];
  const style = { ...FIRST_STYLE, logo: body.picture };
  expect((await owner.inside(other.id, 'PATCH', `/agent/${agent.id}`, { style })).body).toMatchObject({
    code: 'invalid_request',
    path: 'style',
  });
  for (const picture of ['x', '%2e%2e%2fconfig', body.picture.toUpperCase()])
    expect((await fetchPicture(picture)).status).toBe(404);
  expect((await fetchPicture(body.picture, 'not-a-workspace')).status).toBe(404);
});

test('a replaced picture stays for a day for pages that remember it, then goes; no more than a few unused ones stay', async () => {
  const [old, young] = [(await upload(png(8, 8))).body.picture, (await upload(png(9, 9))).body.picture];
  await save({ style: { ...FIRST_STYLE, logo: old } });
  await save({ style: { ...FIRST_STYLE, logo: young } });
  expect((await fetchPicture(old)).status).toBe(200);
  await sql`update agent_pictures set unused_since = now() - interval '25 hours' where id = ${old}`;
  await save({ style: { ...FIRST_STYLE, logo: young, side: 30 } });
  expect([(await fetchPicture(old)).status, (await fetchPicture(young)).status]).toEqual([404, 200]);
  for (let more = 0; more < 25; more++) expect((await upload(png(10, 10 + more))).status).toBe(200);
  const rows = await sql`select unused_since is null as shown from agent_pictures where workspace_id = ${workspace.id}`;
  expect(rows.filter(({ shown }) => shown)).toHaveLength(1);
  expect(rows).toHaveLength(21);
});

test('two who save at once never leave a style without its picture', async () => {
  const ids = await Promise.all([1, 2, 3].map(async (size) => (await upload(png(size, 8))).body.picture as string));
  await Promise.all(ids.flatMap((logo) => [save({ style: { ...FIRST_STYLE, logo } }), upload(png(40, 40))]));
  const { logo } = (await config()).style;
  expect((await fetch(halo.origin + logo)).status).toBe(200);
  expect(
    await sql`select id from agent_pictures where workspace_id = ${workspace.id} and unused_since is null`,
  ).toMatchObject([{ id: logo.split('/').at(-1) }]);
});
