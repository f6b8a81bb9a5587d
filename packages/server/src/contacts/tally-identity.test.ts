import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { addContact } from '../testing/people.ts';
import { type TestWorkspace, testHalo } from '../testing/test-halo.ts';
import { browseAffected } from './browse-affected.ts';
import { readIdentityFigures } from './read-identity-figures.ts';
import { tallyIdentity } from './tally-identity.ts';

const halo = await testHalo();
const { deps, sql } = halo;
const HOUR = 3_600_000;

interface Said {
  contactId?: string | null;
  userId?: string | null;
  result?: string;
  level?: string;
  reason?: string | null;
  repeats?: number;
  hoursAgo?: number;
}

async function said(workspace: TestWorkspace, line: Said): Promise<void> {
  const at = new Date(deps.now().getTime() - (line.hoursAgo ?? 0) * HOUR).toISOString();
  await sql`select ensure_partitions((${at}::timestamptz at time zone 'UTC')::date)`;
  await sql`
    insert into identify_log (workspace_id, at, id, contact_id, external_id, source, level, result, reason, repeats)
    values (${workspace.id}, ${at}, ${newId()}, ${line.contactId ?? null}, ${line.userId ?? null}, 'browser',
            ${line.level ?? 'claimed'}, ${line.result ?? 'updated'}, ${line.reason ?? null}, ${line.repeats ?? 1})`;
}

const figuresOf = (workspace: TestWorkspace) =>
  readIdentityFigures(deps, { id: workspace.id, timeZone: 'UTC' }) as Promise<IdentityFigures>;
const bare = ({ from, to, ...rest }: IdentityFigures) => rest;

test('case 43: the figures of a week are the same from the log alone and from the tallies', async () => {
  const workspace = await halo.workspace();
  const ann = await addContact(sql, workspace.id, { externalId: 'ann', name: 'Ann' });
  const ben = await addContact(sql, workspace.id, { externalId: 'ben' });
  await sql`update identity_tally_mark set until = ${new Date(deps.now().getTime() - 8 * 24 * HOUR).toISOString()}`;
  for (const hoursAgo of [0, 1, 2, 26, 50, 100]) {
    await said(workspace, {
      contactId: ann,
      userId: 'ann',
      level: 'verified',
      result: 'unchanged',
      repeats: 3,
      hoursAgo,
    });
    await said(workspace, { userId: 'ben', result: 'would_refuse', reason: 'expired', hoursAgo });
    await said(workspace, { contactId: ben, userId: 'ben', repeats: 2, hoursAgo });
    await said(workspace, { userId: 'nobody-we-know', result: 'would_refuse', reason: 'no_token', hoursAgo });
    await said(workspace, { result: 'refused', reason: 'signature', repeats: 400, hoursAgo });
  }
  await said(workspace, { userId: 'ann', result: 'refused', reason: 'signature', hoursAgo: 3 });
  const fromLog = bare(await figuresOf(workspace));
  expect(fromLog).toMatchObject({
    calls: 31,
    verifiedCalls: 18,
    wouldRefuseCalls: 12,
    refusedCalls: 1,
    people: 2,
    verifiedPeople: 1,
    affectedPeople: 2,
    everVerified: false,
  });
  expect(fromLog.reasons.map(({ reason, calls, people }) => [reason, calls, people])).toEqual([
    ['expired', 6, 1],
    ['no_token', 6, 1],
    ['signature', 1, 1],
  ]);
  expect(fromLog.days.reduce((sum, day) => sum + day.wouldRefuseCalls, 0)).toBe(12);
  expect(fromLog.affected.map(({ userId, calls }) => [userId, calls])).toEqual([
    ['ben', 12],
    ['ann', 1],
  ]);

  for (let run = 0; run < 9; run++) await tallyIdentity(deps);
  const [{ hours } = { hours: 0 }] = await sql<{ hours: number }[]>`
    select count(*)::integer as hours from identity_hours where workspace_id = ${workspace.id}`;
  expect(hours).toBeGreaterThan(10);
  expect(bare(await figuresOf(workspace))).toEqual(fromLog);
  await tallyIdentity(deps);
  expect(bare(await figuresOf(workspace))).toEqual(fromLog);

  // What is tallied no longer needs the log, so trimming it changes no figure but the calls of single people.
  await sql`delete from identify_log where workspace_id = ${workspace.id} and at < ${new Date(deps.now().getTime() - 3 * HOUR).toISOString()}`;
  const { affected: _, ...trimmed } = bare(await figuresOf(workspace));
  const { affected: __, ...whole } = fromLog;
  expect(trimmed).toEqual(whole);
});

test('safety A4: the figures count contacts that exist, and stop counting one that is gone', async () => {
  const workspace = await halo.workspace();
  const ann = await addContact(sql, workspace.id, { externalId: 'ann' });
  for (const userId of ['ann', 'made-up-1', 'made-up-2', null])
    await said(workspace, { userId, result: 'refused', reason: 'no_token', hoursAgo: 1 });
  expect(await figuresOf(workspace)).toMatchObject({ people: 1, affectedPeople: 1, refusedCalls: 1 });
  await sql`delete from contacts where workspace_id = ${workspace.id} and id = ${ann}`;
  expect(await figuresOf(workspace)).toMatchObject({ people: 0, affectedPeople: 0, affected: [] });
});

test('who is affected comes page by page, the latest first, and by reason', async () => {
  const workspace = await halo.workspace();
  for (let at = 0; at < 5; at++) {
    await addContact(sql, workspace.id, { externalId: `u${at}`, name: `Name ${at}` });
    await said(workspace, {
      userId: `u${at}`,
      result: 'would_refuse',
      reason: at === 3 ? 'expired' : 'no_token',
      hoursAgo: at / 60,
    });
  }
  const browse = (page: object) => browseAffected(deps, { id: workspace.id, timeZone: 'UTC' }, { limit: 2, ...page });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await browse({ cursor });
    seen.push(...page.rows.map(({ displayName }) => displayName));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['Name 0', 'Name 1', 'Name 2', 'Name 3', 'Name 4']);
  expect((await browse({ reason: 'expired' })).rows).toMatchObject([{ userId: 'u3', reason: 'expired', calls: 1 }]);
});
