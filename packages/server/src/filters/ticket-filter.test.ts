import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { testDatabase } from '../testing/test-database.ts';
import { NOW, storePeople } from './audience-fixture.ts';
import { parseFilter, type SavedFilter } from './filter.ts';
import { naiveTicketMatch } from './naive-reference.ts';
import { storable } from './read-value.ts';
import { type FixtureTicket, storeTickets, ticketsMatching } from './ticket-fixture.ts';

const { db } = await testDatabase();
const { sql } = db;

async function label(workspaceId: string, kind: 'inbox' | 'category', name: string): Promise<string> {
  const row = { workspace_id: workspaceId, id: newId(), kind, name, name_key: name.toLowerCase() };
  await sql`insert into ticket_labels ${sql({ ...row, created_at: NOW.toISOString() } as never)}`;
  return row.id;
}

async function teammate(email: string): Promise<string> {
  const id = `Mate${newId().replaceAll('-', '')}`;
  await sql`insert into teammates (id, name, email) values (${id}, 'Mate', ${email})`;
  return id;
}

describe('fields of tickets', async () => {
  const workspaceId = newId();
  const people = await storePeople(sql, workspaceId, {
    people: [
      { userId: 'jane', values: { plan: 'pro', mrr: 10 }, companies: [{ id: 'acme' }] },
      { userId: 'sam', values: { plan: 'free' } },
      { userId: null, kind: 'lead', values: { name: 'lena' } },
    ],
    companies: [{ externalId: 'acme', values: { plan: 'scale' } }],
  });
  const anna = await teammate('anna@acme.test');
  const vip = await label(workspaceId, 'inbox', 'VIP');
  const billing = await label(workspaceId, 'category', 'Billing');
  await storeTickets(sql, workspaceId, [
    {
      ...{ subject: 'Invoice is wrong', body: 'Hello,\nthe VAT is missing.', contactId: people.get('jane')! },
      ...{
        status: 'priority',
        source: 'Contact form',
        metadata: { seats: '90', area: 'Billing', since: '2026-05-27' },
      },
      ...{ inboxId: vip, categoryId: billing, assigneeId: anna },
    },
    {
      subject: 'Sam asks',
      contactId: people.get('sam')!,
      status: 'in_progress',
      source: 'chat',
      channel: 'chat',
      autoCreated: true,
    },
    { subject: 'Lena', contactId: people.get('lena')!, inboxId: newId(), categoryId: vip },
    { subject: 'visitor', body: 'Invoice please', source: 'chat', channel: 'chat', metadata: { seats: 5, area: '' } },
  ]);
  const ALL = ['Invoice is wrong', 'Lena', 'Sam asks', 'visitor'];
  const [JANE, LENA, SAM, VISITOR] = ALL as [string, string, string, string];

  test.each<[unknown, string[]]>([
    [{}, ALL],
    [{ any: [] }, []],
    [{ not: { any: [] } }, ALL],
    [{ field: 'status', op: 'is', value: 'OPEN' }, [LENA, VISITOR]],
    [{ field: 'status', op: 'not_in', value: ['open', 'priority'] }, [SAM]],
    [{ field: 'status', op: 'is_set' }, ALL],
    [{ field: 'priority', op: 'is', value: 'priority' }, [JANE]],
    [{ field: 'priority', op: 'is_not', value: 'priority' }, [LENA, SAM, VISITOR]],
    [{ field: 'email_subject', op: 'contains', value: 'INVOICE' }, [JANE]],
    [{ field: 'email_body', op: 'contains', value: 'invoice' }, [VISITOR]],
    [{ field: 'email_body', op: 'not_contains', value: 'vat' }, [LENA, SAM, VISITOR]],
    [{ field: 'email_body', op: 'is_not_set' }, [LENA, SAM]],
    [{ field: 'source', op: 'is', value: 'contact FORM' }, [JANE]],
    [{ field: 'channel', op: 'is', value: 'chat' }, [SAM, VISITOR]],
    [{ field: 'auto_created', op: 'is', value: true }, [SAM]],
    [{ field: 'auto_created', op: 'is_not', value: 'true' }, [JANE, LENA, VISITOR]],
    [{ field: 'assignee', op: 'is', value: 'Anna@acme.test' }, [JANE]],
    [{ field: 'assignee', op: 'is', value: anna }, [JANE]],
    [{ field: 'assignee', op: 'is_not', value: anna }, [LENA, SAM, VISITOR]],
    [{ field: 'assignee', op: 'is_not_set' }, [LENA, SAM, VISITOR]],
    [{ field: 'inbox', op: 'is', value: vip }, [JANE]],
    [{ field: 'inbox', op: 'in', value: ['vip', 'other'] }, [JANE]],
    // One whose inbox is gone lies in the one there always is; a category is no inbox.
    [{ field: 'inbox', op: 'is_not_set' }, [LENA, SAM, VISITOR]],
    [{ field: 'category', op: 'is', value: 'billing' }, [JANE]],
    [{ field: 'category', op: 'is_not_set' }, [LENA, SAM, VISITOR]],
    [{ field: 'ticket.custom:seats', op: 'gte', value: 6 }, [JANE]],
    [{ field: 'ticket.custom:seats', op: 'is_set' }, [JANE, VISITOR]],
    [{ field: 'ticket.custom:area', op: 'is_not', value: 'billing' }, [LENA, SAM, VISITOR]],
    [{ field: 'ticket.custom:since', op: 'within_last', value: { amount: 1, unit: 'days' } }, [JANE]],
    // Whoever it is from.
    [{ field: 'plan', op: 'is', value: 'pro' }, [JANE]],
    [{ field: 'plan', op: 'is_not', value: 'pro' }, [LENA, SAM]],
    [{ not: { field: 'plan', op: 'is', value: 'pro' } }, [LENA, SAM]],
    [{ field: 'plan', op: 'is_not_set' }, [LENA]],
    [{ field: 'kind', op: 'is_not', value: 'lead' }, [JANE, SAM]],
    [{ field: 'event:exported', op: 'did_not' }, [JANE, LENA, SAM]],
    [{ field: 'last_seen', op: 'is_not_set' }, [JANE, LENA, SAM]],
    [{ field: 'company.plan', op: 'is', value: 'scale' }, [JANE]],
    [{ field: 'company.id', op: 'is_not_set' }, [LENA, SAM]],
    [{ field: 'mrr', op: 'gt', value: 5, trust: 'verified' }, []],
  ])('case 82: %j', async (filter, subjects) => {
    expect(await ticketsMatching(sql, workspaceId, filter)).toEqual(subjects);
  });

  const PLAN = { field: 'plan', op: 'is', value: 'pro' };
  const CHAT = { field: 'channel', op: 'is', value: 'chat' };
  test.each<[unknown, string[]]>([
    [{ all: [CHAT, { not: PLAN }] }, [SAM]],
    [{ any: [CHAT, PLAN] }, [JANE, SAM, VISITOR]],
    // Neither chat nor pro: of a visitor nobody can say the latter.
    [{ not: { any: [CHAT, PLAN] } }, [LENA]],
    // Not both: that it came by chat already settles it, for everybody but who came by chat and is unknown.
    [{ not: { all: [CHAT, PLAN] } }, [JANE, LENA, SAM]],
    [{ not: { all: [{ not: CHAT }, PLAN] } }, [LENA, SAM, VISITOR]],
    [{ not: { not: PLAN } }, [JANE]],
    [{ not: { not: { not: PLAN } } }, [LENA, SAM]],
  ])('a condition on the contact never lets a visitor through, whatever turns it: %j', async (filter, subjects) => {
    expect(await ticketsMatching(sql, workspaceId, filter)).toEqual(subjects);
  });

  test('a segment is asked of the contact; a visitor is neither in nor out', async () => {
    const saved = new Map<string, SavedFilter>([['free', { contactType: 'users', filter: { not: PLAN } }]]);
    const ask = (op: string) => ticketsMatching(sql, workspaceId, { field: 'segment', op, value: ['free'] }, {}, saved);
    expect(await ask('in')).toEqual([SAM]);
    expect(await ask('not_in')).toEqual([JANE, LENA]);
  });

  test('fields of tickets are refused with their place where contacts are asked about, also within segments', () => {
    const said = (filter: unknown, about: 'contacts' | 'tickets', saved?: Map<string, SavedFilter>) => {
      try {
        parseFilter(filter, saved, about);
        return null;
      } catch (error) {
        return { message: (error as Error).message, details: (error as { details?: unknown }).details };
      }
    };
    const asked = { all: [{ field: 'status', op: 'is', value: 'open' }] };
    expect(said(asked, 'tickets')).toBeNull();
    expect(said(asked, 'contacts')).toMatchObject({ details: { path: 'filter.all[0].field' } });
    expect(said(asked, 'contacts')?.message).toContain('a field of tickets');
    const saved = new Map<string, SavedFilter>([['odd', { contactType: 'all', filter: asked }]]);
    expect(said({ field: 'segment', op: 'is', value: 'odd' }, 'tickets', saved)).not.toBeNull();
    expect(said({ field: 'ticket.seats', op: 'is', value: 1 }, 'tickets')).toMatchObject({
      details: { path: 'filter.field' },
    });
    expect(said({ field: 'ticket.custom:', op: 'is', value: 1 }, 'tickets')).not.toBeNull();
    expect(said({ field: `ticket.custom:${'x'.repeat(256)}`, op: 'is', value: 1 }, 'tickets')).not.toBeNull();
    expect(said({ field: 'status', op: 'contains', value: 'op' }, 'tickets')).toMatchObject({
      details: { path: 'filter.value' },
    });
    expect(said({ field: 'status', op: 'is', value: 'open', trust: 'verified' }, 'tickets')).toMatchObject({
      details: { path: 'filter.trust' },
    });
  });

  test.each([
    "'; drop table tickets; --",
    '$1',
    '\\"',
    '%',
    '.*',
    '__proto__',
    '\u0000nul',
    '\ud800lone',
    'İ😀',
    'a."b"',
  ])('case 83, safety P4: %j is inert in words, keys and names', async (text) => {
    const own = newId();
    await storeTickets(sql, own, [
      { subject: storable(`x${text}x`), body: text, metadata: { [text]: text } },
      { subject: 'other' },
    ]);
    const ask = async (filter: object) => (await ticketsMatching(sql, own, filter)).length;
    expect(await ask({ field: 'email_subject', op: 'contains', value: text })).toBe(1);
    expect(await ask({ field: 'email_body', op: 'is', value: text })).toBe(1);
    expect(await ask({ field: `ticket.custom:${text}`, op: 'is', value: text })).toBe(1);
    for (const field of ['status', 'assignee', 'inbox', 'category', 'channel']) {
      expect(await ask({ field, op: 'is', value: text })).toBe(0);
      expect(await ask({ field, op: 'is_not', value: text })).toBe(2);
    }
  });
});

test('cases 82, 86: whatever tickets hold and are asked, with or without a contact, SQL and the plain reading agree', {
  timeout: 120_000,
}, async () => {
  const workspaceId = newId();
  const PLANS = ['pro', 'free', null];
  const people = Array.from({ length: 6 }, (_, index) => ({
    userId: `u${index}`,
    values: { plan: PLANS[index % 3], mrr: index % 2 ? index : null } as Record<string, unknown>,
    events: index < 3 ? [{ type: 'exported', at: '2026-05-27T11:00:00Z', trust: 'verified' as const }] : [],
  }));
  const ids = await storePeople(sql, workspaceId, { people });
  const mates = [await teammate('rita@acme.test'), await teammate('omar@acme.test')];
  const emails = ['rita@acme.test', 'omar@acme.test'];
  const inbox = await label(workspaceId, 'inbox', 'Vip');
  const value = fc.constantFrom<unknown>(null, '', 'pro', ' Pro', 10, '10', '007', true, '2026-05-27', {}, ['pro', 20]);
  const drawn = fc.sample(
    fc.record({
      person: fc.constantFrom(null, null, 0, 1, 2, 3, 4, 5),
      mate: fc.constantFrom(null, 0, 1),
      status: fc.constantFrom('open', 'priority', 'in_progress', 'resolved'),
      source: fc.constantFrom('api', 'chat', 'Form'),
      channel: fc.constantFrom('api' as const, 'chat' as const),
      autoCreated: fc.boolean(),
      body: fc.constantFrom(null, 'pro and free', '10', 'Help'),
      inInbox: fc.boolean(),
      v: value,
    }),
    80,
  );
  const tickets: FixtureTicket[] = drawn.map(({ person, mate, inInbox, v, ...rest }, index) => ({
    ...rest,
    subject: `t${String(index).padStart(3, '0')}`,
    contactId: person === null ? null : ids.get(`u${person}`)!,
    assigneeId: mate === null ? null : mates[mate]!,
    inboxId: inInbox ? inbox : null,
    metadata: { v },
  }));
  await storeTickets(sql, workspaceId, tickets);
  const records = drawn.map(({ person, mate, status, source, channel, autoCreated, body, inInbox, v }, index) => ({
    subject: tickets[index]!.subject,
    contact:
      person === null
        ? null
        : { plan: people[person]!.values.plan, mrr: people[person]!.values.mrr, events: people[person]!.events },
    ticket: {
      ...{ status, source, channel, auto_created: autoCreated, email_body: body, 'ticket.custom:v': v },
      ...{ priority: status === 'priority' ? 'priority' : 'normal', email_subject: tickets[index]!.subject },
      assignee: mate === null ? null : [mates[mate], emails[mate]],
      inbox: inInbox ? [inbox, 'vip'] : null,
    } as Record<string, unknown>,
  }));
  const isTicketField = (field: string) => !['plan', 'mrr'].includes(field) && !field.startsWith('event:');

  const text = fc.constantFrom('email_subject', 'email_body', 'source', 'ticket.custom:v', 'plan');
  const word = fc.constantFrom('status', 'priority', 'channel', 'auto_created', 'assignee', 'inbox');
  const asked = fc.constantFrom<unknown>(
    ...['pro', 'free', 'PRO ', '10', 10, 'open', 'priority', 'normal', 'chat', 'true', true, false, 'help', 't00'],
    ...[mates[0], 'Rita@acme.test', inbox, 'VIP', 'nobody'],
  );
  const leaf = fc.oneof(
    fc.record({ field: fc.oneof(text, word), op: fc.constantFrom('is', 'is_not'), value: asked }),
    fc.record({
      field: fc.oneof(text, word),
      op: fc.constantFrom('in', 'not_in'),
      value: fc.array(asked, { maxLength: 3 }),
    }),
    fc.record({
      field: text,
      op: fc.constantFrom('contains', 'not_contains', 'starts_with', 'ends_with'),
      value: asked,
    }),
    fc.record({ field: fc.oneof(text, word, fc.constant('mrr')), op: fc.constantFrom('is_set', 'is_not_set') }),
    fc.record({
      field: fc.constantFrom('mrr', 'ticket.custom:v'),
      op: fc.constantFrom('gt', 'lte'),
      value: fc.constantFrom(3, '10'),
    }),
    fc.record({
      field: fc.constant('ticket.custom:v'),
      op: fc.constantFrom('before', 'on'),
      value: fc.constantFrom('2026-05-27'),
    }),
    fc.record({ field: fc.constant('event:exported'), op: fc.constantFrom('did', 'did_not') }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 6, arbitrary: leaf },
      fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
      { weight: 2, arbitrary: fc.record({ not: tie('tree') }) },
    ),
  }));
  let pairs = 0;
  await fc.assert(
    fc.asyncProperty(tree, fc.constantFrom('off', 'report'), async (filter, identityMode) => {
      const scope = { now: NOW.getTime(), trustMatters: identityMode !== 'off', levels: {} };
      const expected = records.filter((of) => naiveTicketMatch(filter, { ...of, isTicketField }, scope));
      const found = await ticketsMatching(sql, workspaceId, filter, { identityMode });
      expect(found).toEqual(expected.map(({ subject }) => subject));
      pairs += records.length;
    }),
    { numRuns: 400 },
  );
  expect(pairs).toBeGreaterThan(20_000);
});
