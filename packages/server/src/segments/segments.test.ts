import { expect, test } from 'vitest';
import { type TestWorkspace, testHalo } from '../testing/test-halo.ts';
import type { Actor } from '../workspaces/audit.ts';
import { changeSettings } from '../workspaces/change-settings.ts';
import { browseSegments } from './browse-segments.ts';
import { judgeCompanyMembers } from './judge-company-members.ts';
import { judgeContact } from './judge-contact.ts';
import { COMPANY_MEMBERS, CONTACTS_TO_JUDGE, type CompanyMembers, type ContactToJudge } from './judging-jobs.ts';
import { rebuildSegment, SEGMENT_REBUILD, type SegmentRebuild } from './rebuild-segment.ts';
import { reconcileSegments } from './reconcile-segments.ts';
import { removeSegment } from './remove-segment.ts';
import { saveSegment } from './save-segment.ts';
import { sweepSegments } from './sweep-segments.ts';

const halo = await testHalo();
const actor: Actor = { kind: 'command_line' };

const save = (workspace: TestWorkspace, name: string, filter: unknown, id: string | null = null) =>
  saveSegment(halo.deps, { workspaceId: workspace.id, id, name, contactType: 'users', filter, actor });

/** Does what waits in a queue, as the upkeep would. */
async function work<T>(queue: string, run: (data: T) => Promise<unknown>): Promise<number> {
  const jobs = await halo.sql<{ id: string; data: T }[]>`
    delete from jobs.job where name = ${queue} and state < 'active' returning id, data`;
  for (const { data } of jobs) await run(data);
  return jobs.length;
}
const build = () => work<SegmentRebuild>(SEGMENT_REBUILD, (data) => rebuildSegment(halo.deps, data));
const judgeMembers = () => work<CompanyMembers>(COMPANY_MEMBERS, (data) => judgeCompanyMembers(halo.deps, data));
const judgeEvents = () => work<ContactToJudge>(CONTACTS_TO_JUDGE, (data) => judgeContact(halo.deps, data));

async function members(workspace: TestWorkspace, name: string): Promise<string[]> {
  const rows = await halo.sql<{ id: string }[]>`
    select c.external_id as id from segment_members m
    join segments s on s.workspace_id = m.workspace_id and s.id = m.segment_id
    join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
    where m.workspace_id = ${workspace.id} and s.name = ${name} order by 1`;
  return rows.map(({ id }) => id);
}

const identify = (workspace: TestWorkspace, user_id: string, traits: object, more: object = {}) =>
  halo.call('/users/identify', workspace.serverKey, { user_id, traits, ...more });

test('a segment that is saved finds those who pass already, and says when it has', async () => {
  const workspace = await halo.workspace();
  await identify(workspace, 'a', { plan: 'pro' });
  await identify(workspace, 'b', { plan: 'free' });
  const { id } = await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'Pro' });
  expect((await browseSegments(halo.deps, workspace.id))[0]).toMatchObject({ id, state: 'building', members: 0 });
  expect(await build()).toBe(1);
  expect((await browseSegments(halo.deps, workspace.id))[0]).toMatchObject({ id, state: 'live', members: 1 });
  expect(await members(workspace, 'Pros')).toEqual(['a']);
});

test('a write moves people in and out in its own transaction; a write of something else moves nobody', async () => {
  const workspace = await halo.workspace();
  await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'pro' });
  await save(workspace, 'Not pros', { field: 'plan', op: 'is_not', value: 'pro' });
  await identify(workspace, 'a', { plan: 'free' });
  expect(await members(workspace, 'Pros')).toEqual([]);
  expect(await members(workspace, 'Not pros')).toEqual(['a']);
  await identify(workspace, 'a', { plan: 'pro' });
  expect(await members(workspace, 'Pros')).toEqual(['a']);
  expect(await members(workspace, 'Not pros')).toEqual([]);
  const since = () => halo.sql`select since::text from segment_members where workspace_id = ${workspace.id}`;
  const before = await since();
  await identify(workspace, 'a', { seats: 5 });
  expect(await since()).toEqual(before);
  await halo.call('/users/update', workspace.serverKey, { users: [{ user_id: 'a', traits: { plan: null } }] });
  expect(await members(workspace, 'Pros')).toEqual([]);
});

test('what is written while a segment is being built is judged by the new filter', async () => {
  const workspace = await halo.workspace();
  await identify(workspace, 'a', { plan: 'pro' });
  const { id } = await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'pro' });
  await build();
  await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'free' }, id);
  await Promise.all([
    build(),
    ...Array.from({ length: 20 }, (_, n) => identify(workspace, `n${n}`, { plan: n % 2 ? 'free' : 'pro' })),
  ]);
  await build();
  expect((await members(workspace, 'Pros')).length).toBe(10);
  expect(await members(workspace, 'Pros')).not.toContain('a');
});

test('a change of a company moves its members, and a new membership moves the person at once', async () => {
  const workspace = await halo.workspace();
  await save(workspace, 'Enterprise', { field: 'company.plan', op: 'is', value: 'enterprise' });
  await identify(workspace, 'a', {});
  await halo.call('/companies/identify', workspace.serverKey, {
    ...{ company_id: 'acme', user_id: 'a', traits: { plan: 'enterprise' } },
  });
  expect(await members(workspace, 'Enterprise')).toEqual(['a']);
  await identify(workspace, 'b', {});
  await halo.call('/companies/identify', workspace.serverKey, { company_id: 'acme', user_id: 'b' });
  expect(await members(workspace, 'Enterprise')).toEqual(['a', 'b']);
  await halo.call('/companies/identify', workspace.serverKey, { company_id: 'acme', traits: { plan: 'free' } });
  expect(await judgeMembers()).toBeGreaterThan(0);
  expect(await members(workspace, 'Enterprise')).toEqual([]);
});

test('case 91: a value that becomes better proven moves a segment that asks for proof', async () => {
  const workspace = await halo.workspace();
  const filter = { field: 'plan', op: 'is', value: 'pro', trust: 'verified' };
  await save(workspace, 'Proven', filter);
  await halo.call('/users/identify', workspace.widgetKey, { user_id: 'a', traits: { plan: 'pro' } });
  expect(await members(workspace, 'Proven')).toEqual([]);
  await identify(workspace, 'a', { plan: 'pro' });
  expect(await members(workspace, 'Proven')).toEqual(['a']);
});

test('the clock moves people: within the last week, and out of it again', async () => {
  const workspace = await halo.workspace();
  await save(workspace, 'New', { field: 'signed_up_at', op: 'within_last', value: { amount: 7, unit: 'days' } });
  await save(workspace, 'Soon', { field: 'custom:trial_ends', op: 'within_next', value: { amount: 1, unit: 'days' } });
  const now = halo.deps.now().getTime();
  const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
  await identify(workspace, 'a', { signed_up_at: at(-6.9), trial_ends: at(1.1) });
  await identify(workspace, 'b', { signed_up_at: at(-2) });
  expect(await members(workspace, 'New')).toEqual(['a', 'b']);
  expect(await members(workspace, 'Soon')).toEqual([]);
  await sweepSegments(halo.deps);
  expect(await members(workspace, 'New')).toEqual(['a', 'b']);
  halo.turnClock(0.2 * 86_400);
  await sweepSegments(halo.deps);
  expect(await members(workspace, 'New')).toEqual(['b']);
  expect(await members(workspace, 'Soon')).toEqual(['a']);
  halo.turnClock(1.5 * 86_400);
  await sweepSegments(halo.deps);
  expect(await members(workspace, 'Soon')).toEqual([]);
  expect(await halo.sql`select 1 from segment_wakeups where due_at <= ${halo.deps.now().toISOString()}`).toEqual([]);
});

test('what a person did moves them, and its growing old moves them back', async () => {
  const workspace = await halo.workspace();
  const filter = { field: 'event:export', op: 'did', within_days: 2, at_least: 2 };
  await save(workspace, 'Exporters', filter);
  await save(workspace, 'Never exported', { field: 'event:export', op: 'did_not' });
  const event = { event_type: 'export' };
  const tell = (events: object[]) => halo.call('/events', workspace.serverKey, { user_id: 'a', events });
  await tell([event]);
  await judgeEvents();
  expect(await members(workspace, 'Exporters')).toEqual([]);
  expect(await members(workspace, 'Never exported')).toEqual([]);
  await tell([event]);
  await judgeEvents();
  expect(await members(workspace, 'Exporters')).toEqual(['a']);
  halo.turnClock(2 * 86_400 + 60);
  await sweepSegments(halo.deps);
  expect(await members(workspace, 'Exporters')).toEqual([]);
});

test('a segment may ask for another, follows it, and circles are refused', async () => {
  const workspace = await halo.workspace();
  const pros = await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'pro' });
  const both = await save(workspace, 'Admins among them', {
    all: [
      { field: 'segment', op: 'in', value: [pros.id] },
      { field: 'role', op: 'is', value: 'admin' },
    ],
  });
  await identify(workspace, 'a', { plan: 'pro', role: 'admin' });
  await identify(workspace, 'b', { plan: 'free', role: 'admin' });
  await build();
  expect(await members(workspace, 'Admins among them')).toEqual(['a']);
  await save(workspace, 'Pros', { field: 'plan', op: 'is', value: 'free' }, pros.id);
  await build();
  expect(await members(workspace, 'Admins among them')).toEqual(['b']);
  const circle = save(workspace, 'Pros', { field: 'segment', op: 'is', value: both.id }, pros.id);
  await expect(circle).rejects.toMatchObject({
    code: 'invalid_filter',
    details: { path: expect.stringContaining('value') },
  });
  await expect(removeSegment(halo.deps, { workspaceId: workspace.id, id: pros.id, actor })).rejects.toMatchObject({
    code: 'conflict',
    details: { used_by: ['the segment "Admins among them"'] },
  });
  await removeSegment(halo.deps, { workspaceId: workspace.id, id: both.id, actor });
  await build();
  expect(await members(workspace, 'Admins among them')).toEqual([]);
});

test('a claimed company moves nobody once the mode reports, and the switch builds everything anew', async () => {
  const workspace = await halo.workspace();
  await save(workspace, 'Enterprise', { field: 'company.plan', op: 'is', value: 'enterprise' });
  const said = { company_id: 'acme', user_id: 'a', traits: { plan: 'enterprise' } };
  await halo.call('/companies/identify', workspace.widgetKey, said);
  await judgeMembers();
  expect(await members(workspace, 'Enterprise')).toEqual(['a']);
  const patch = { identityMode: 'report' as const };
  await changeSettings(halo.deps, { workspaceId: workspace.id, actor, patch });
  await build();
  expect(await members(workspace, 'Enterprise')).toEqual([]);
});

test('fifty writers and five edits at once end with exactly those who pass', async () => {
  const workspace = await halo.workspace();
  const { id } = await save(workspace, 'Odd', { field: 'custom:seats', op: 'lt', value: 0 });
  const write = async (n: number) => {
    for (let round = 0; round < 5; round++) await identify(workspace, `p${n % 20}`, { seats: round * 10 + (n % 10) });
  };
  const edit = async () => {
    for (let at = 1; at <= 5; at++) {
      await save(workspace, 'Odd', { field: 'custom:seats', op: 'gte', value: 38 + at }, id);
      await build();
    }
  };
  await Promise.all([...Array.from({ length: 50 }, (_, n) => write(n)), edit()]);
  await build();
  const passing = await halo.sql<{ id: string }[]>`
    select external_id as id from contacts where workspace_id = ${workspace.id}
      and (custom_fields->>'seats')::int >= 43 order by 1`;
  expect(await members(workspace, 'Odd')).toEqual(passing.map((row) => row.id));
  expect(await reconcileSegments(halo.deps)).toBe(0);
});

test('case 99: another workspace’s segment can be neither named nor removed', async () => {
  const [mine, theirs] = [await halo.workspace(), await halo.workspace()];
  const { id } = await save(theirs, 'Theirs', {});
  const naming = save(mine, 'Mine', { field: 'segment', op: 'in', value: [id] });
  await expect(naming).rejects.toMatchObject({ code: 'invalid_filter' });
  await expect(removeSegment(halo.deps, { workspaceId: mine.id, id, actor })).rejects.toMatchObject({
    code: 'not_found',
  });
});
