import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { AudienceAnswer, SegmentsAnswer } from '@halo/wire/dashboard/segments.ts';
import { expect, test } from 'vitest';
import { rebuildSegment, SEGMENT_REBUILD, type SegmentRebuild } from '../../segments/rebuild-segment.ts';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { browser } = await room.own();

let workspaces = 0;

/** A workspace of its own, and what its dashboard, its app and its server do there. */
async function workspace() {
  workspaces += 1;
  const made = await browser.call('POST', '/api/dashboard/workspaces', { name: `Audience ${workspaces}` });
  const workspaceId: string = made.body.workspace.id;
  const [key] = await room.halo.sql<{ key: string }[]>`select key from widget_keys where workspace_id = ${workspaceId}`;
  const post = <Body>(path: string, body: object) => browser.inside<Body>(workspaceId, 'POST', path, body);
  const say = async (path: string, body: object) => {
    const { status, body: answer } = await room.halo.call(path, key!.key, body);
    expect([status, answer]).toMatchObject([200, {}]);
  };
  return {
    ...{ browser, workspaceId, post },
    say,
    identify: (user_id: string, traits: object = {}) => say('/users/identify', { user_id, traits }),
    explain: async (filter: object, rest: object = {}) =>
      (await post<AudienceAnswer>('/audiences/preview', { filter, explain: true, ...rest })).body,
    list: async (filter: object, rest: object = {}) =>
      (await post<Page<ContactRow>>('/contacts/query', { filter, ...rest })).body,
  };
}

const SINCE = { field: 'signed_up_at', op: 'on_or_after', value: '2026-05-01' };

function saying(answer: AudienceAnswer, code: string): string {
  return (answer.hints ?? [])
    .filter((hint) => hint.code === code)
    .map(({ message }) => message)
    .join(' ');
}

test('case 90: people who have not logged in yet are missing, and that is what the answer says', async () => {
  const { identify, explain } = await workspace();
  const nobody = await explain(SINCE);
  expect(nobody.count).toBe(0);
  expect(saying(nobody, 'nobody_yet')).toMatch(/no users yet.*first login that calls identify.*users\/update/);
  await identify('early', { signed_up_at: '2026-01-10' });
  await identify('earlier', { signed_up_at: '2025-11-02' });
  // The twelve who signed up in May exist in the app, and have not logged in since Halo was installed.
  const pending = await explain(SINCE);
  expect(pending.funnel).toMatchObject([{ pass: 0, missing: 0, left: 0 }]);
  expect(saying(pending, 'first_login_pending')).toMatch(
    /knows 2 users, the first since .* has not logged in since then has no identify yet and is no contact.*users\/update/,
  );
});

test('case 90: a role that is never sent at signup is named, with the call that sends it', async () => {
  const { identify, explain } = await workspace();
  for (let n = 0; n < 10; n++) await identify(`u${n}`, { signed_up_at: '2026-05-20' });
  const filter = { all: [SINCE, { field: 'role', op: 'is', value: 'owner' }] };
  const answer = await explain(filter);
  expect(answer.funnel).toMatchObject([
    { pass: 10, missing: 0, left: 10 },
    { pass: 0, missing: 10, left: 0 },
  ]);
  expect(answer.hints?.[0]).toEqual({
    path: 'filter.all[1]',
    code: 'never_seen',
    message: 'role has never been sent. Send it at signup and login: identify(userId, { role: … }).',
  });

  await identify('old', { signed_up_at: '2025-05-20', role: 'owner' });
  const others = await explain(filter);
  expect(saying(others, 'seen_on_others')).toMatch(
    /role is set on 1 other contact, but on none of the 10 left .* last sent on .* Send it at signup/,
  );
  await identify('u3', { role: 'member' });
  expect(saying(await explain(filter), 'other_values')).toBe('role is set to other values: "member" (1).');
});

test('contacts that only the server told of wait for their first login', async () => {
  const { explain, browser, workspaceId } = await workspace();
  for (const userId of ['a', 'b']) await browser.inside(workspaceId, 'POST', '/contacts', { userId });
  const answer = await explain({ field: 'custom:team_size', op: 'gt', value: 3 });
  expect(saying(answer, 'awaiting_login')).toMatch(/^2 contacts without custom:team_size have never logged in/);
});

test('a key spelled otherwise, kept on companies, of mixed types or not proven is what the hint names', async () => {
  const { identify, say, explain } = await workspace();
  await identify('a', { teamSize: 4, seats: '12', tier: 'gold' });
  await identify('b', { seats: 12 });
  await say('/companies/identify', { company_id: 'acme', user_id: 'b', traits: { segment_name: 'smb' } });
  expect(saying(await explain({ field: 'custom:team_size', op: 'gt', value: 3 }), 'kept_elsewhere')).toContain(
    'custom:teamSize is sent',
  );
  expect(saying(await explain({ field: 'custom:segment_name', op: 'is', value: 'smb' }), 'kept_elsewhere')).toContain(
    'company.custom:segment_name is sent',
  );
  expect(saying(await explain({ field: 'custom:seats', op: 'gt', value: 99 }), 'mixed_types')).toContain(
    'custom:seats arrives as text and number',
  );
  const tier = { field: 'custom:tier', op: 'is', value: 'gold', trust: 'verified' };
  expect(saying(await explain(tier), 'too_little_trust')).toContain('1 contact would pass if claimed values counted');
  expect((await explain({ field: 'custom:tier', op: 'is', value: 'gold' })).hints).toBeUndefined();
});

test('cases 82, 86: a list by filter walks every page of whom it means, in order, narrowed and complemented', async () => {
  const { identify, list, post } = await workspace();
  for (let n = 0; n < 9; n++) await identify(`u${n}`, { plan: n % 3 === 0 ? 'pro' : 'free', name: `Person ${n}` });
  const pro = { field: 'plan', op: 'is', value: 'pro' };
  for (const sort of ['created', 'seen']) {
    const walked: (string | null)[] = [];
    let cursor: string | null | undefined;
    do {
      const page: Page<ContactRow> = await list({ not: pro }, { sort, limit: 2, ...(cursor && { cursor }) });
      walked.push(...page.rows.map(({ userId }) => userId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(walked).toEqual(['u8', 'u7', 'u5', 'u4', 'u2', 'u1']);
  }
  expect((await list(pro, { search: 'person 3' })).rows.map(({ userId }) => userId)).toEqual(['u3']);
  expect((await list(pro, { trust: 'verified' })).rows).toEqual([]);
  const bad = await post<{ code: string; path: string }>('/contacts/query', { filter: { all: [{ field: 'nope' }] } });
  expect([bad.status, bad.body]).toMatchObject([400, { code: 'invalid_filter', path: 'filter.all[0].field' }]);
});

test('a filter that few pass is found far down the list, by its indexes', async () => {
  const { identify, list, workspaceId } = await workspace();
  await identify('rare', { plan: 'unicorn', name: 'Rare Bird' });
  await room.halo.sql`
    with made as (
      insert into contacts (workspace_id, id, kind, external_id, created_at, updated_at)
      select ${workspaceId}, gen_random_uuid(), 'user', 'c' || n, now() + interval '1 hour', now()
      from generate_series(1, 2100) n returning workspace_id, id)
    insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
    select workspace_id, id, 'user', 'claimed', '{}' from made`;
  // As autovacuum does within a minute: plans of tables that nobody looked at go by what they were.
  await room.halo.sql`analyze contacts, contact_facts`;
  const unicorn = { field: 'plan', op: 'is', value: 'unicorn' };
  for (const rest of [{}, { sort: 'seen' }, { kind: 'user' }, { search: 'bird' }, { trust: 'claimed' }]) {
    expect((await list(unicorn, { limit: 1, ...rest })).rows.map(({ userId }) => userId)).toEqual(['rare']);
  }
  expect(await list({ not: unicorn }, { limit: 200 })).toMatchObject({ rows: { length: 200 } });
});

test('members of a segment are narrowed by a filter, and the end of a rebuild is heard', async () => {
  const { identify, list, post, browser, workspaceId } = await workspace();
  for (const id of ['a', 'b', 'c']) await identify(id, { plan: id === 'c' ? 'free' : 'pro', seats: id });
  const heard: string[] = [];
  const ending = room.deps.live.listen(`workspace:${workspaceId}:segments`, () => heard.push('rung'));
  const pro = { field: 'plan', op: 'is', value: 'pro' };
  const { id } = (await post<{ id: string }>('/segments', { name: 'Pro', filter: pro })).body;
  // What waits in the queue, as the upkeep would do it.
  const jobs = await room.halo.sql<{ data: SegmentRebuild }[]>`
    delete from jobs.job where name = ${SEGMENT_REBUILD} and state < 'active' returning data`;
  for (const { data } of jobs) await rebuildSegment(room.deps, data);
  const { segments } = (await browser.inside<SegmentsAnswer>(workspaceId, 'GET', '/segments')).body;
  expect(segments).toMatchObject([{ id, state: 'live', members: 2 }]);
  await expect.poll(() => heard.length, { timeout: 15_000 }).toBeGreaterThan(0);
  ending();
  const narrowed = await list({ field: 'custom:seats', op: 'is', value: 'b' }, { segment: id });
  expect(narrowed.rows.map(({ userId }) => userId)).toEqual(['b']);
  const named = await list({ field: 'segment', op: 'in', value: [id] });
  expect(named.rows.map(({ userId }) => userId)).toEqual(['b', 'a']);
});
