import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { newSession, proofOf } from '../testing/sessions.ts';
import { type Answer, type TestWorkspace, testHalo } from '../testing/test-halo.ts';
import { tracesOf } from '../testing/traces.ts';

const halo = await testHalo({ HALO_MODEL_PROVIDER: 'builtin' });
const { sql } = halo;

const PEOPLE = ['a', 'b', 'c'] as const;
const person = fc.constantFrom(...PEOPLE);
const plan = fc.constantFrom('free', 'pro', 'max');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('prove' as const), who: person, plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('claim' as const), who: person, plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), who: person, plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('chat' as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ticket' as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), who: person }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), who: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase' as const), who: person }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A workspace of its own in which steps are done through the doors, by names that stand nowhere else. */
async function open() {
  const workspace = await halo.workspace('report');
  const run = newId().slice(-12);
  const idOf = (who: string) => `${run}-${who}`;
  const emailOf = (who: string) => `${run}.${who}@acme.test`;
  const merges: string[] = [];
  const take = async (one: Step): Promise<Answer> => {
    const { serverKey, widgetKey } = workspace;
    const user_id = 'who' in one ? idOf(one.who) : '';
    const about = (more: object) => ({ note: `canary ${user_id}`, ...more });
    switch (one.do) {
      case 'prove': {
        const user_token = proofOf(halo, workspace, user_id, { plan: one.plan, email: emailOf(one.who), jti: newId() });
        return halo.call('/users/identify', widgetKey, {
          user_id,
          user_token,
          traits: about({}),
          session_id: newSession(),
        });
      }
      case 'claim':
        return halo.call('/users/identify', widgetKey, { user_id, traits: about({ plan: one.plan }) });
      case 'update':
        return halo.call('/users/update', serverKey, { user_id, traits: about({ plan: one.plan }) });
      case 'chat':
        return halo.call('/chat', widgetKey, { user_id, message: `Hi from ${user_id}`, session_id: newSession() });
      case 'ticket':
        return halo.call('/tickets/create', serverKey, { user_id, subject: `From ${user_id}` });
      case 'join':
        return halo.call('/companies/identify', serverKey, { user_id, company_id: 'acme' });
      case 'merge': {
        const answer = await halo.call('/users/merge', serverKey, { survivor_id: user_id, loser_id: idOf(one.other) });
        if (answer.status === 200) merges.push(answer.body.merge_id);
        return answer;
      }
      case 'undo':
        return halo.call('/users/merge/undo', serverKey, { merge_id: merges[one.which % merges.length] ?? newId() });
      case 'erase':
        return halo.call(`/users/${user_id}`, serverKey, undefined, { method: 'DELETE' });
    }
  };
  return { workspace, idOf, emailOf, take };
}

/** What must hold of the rows of a workspace whatever has happened in it. */
async function faultsOf({ id }: TestWorkspace): Promise<readonly unknown[]> {
  return sql`
    with living as (select * from contacts where workspace_id = ${id} and merged_into is null),
    links (what, contact_id) as (
      select 'session', contact_id from sessions where workspace_id = ${id}
      union all select 'conversation', contact_id from conversations where workspace_id = ${id}
      union all select 'ticket', contact_id from tickets where workspace_id = ${id}
      union all select 'event', contact_id from events where workspace_id = ${id}
      union all select 'membership', contact_id from memberships where workspace_id = ${id}
      union all select 'facts', contact_id from contact_facts where workspace_id = ${id}
      union all select 'redirect', merged_into from contacts where workspace_id = ${id})
    select what || ' leads to nobody who lives' as fault from links
    where contact_id is not null and contact_id not in (select id from living)
    union all
    select 'no facts of somebody who lives' from living l
    where not exists (select from contact_facts f where f.workspace_id = l.workspace_id and f.contact_id = l.id)
    union all
    select 'message of no conversation' from messages m where workspace_id = ${id}
      and not exists (select from conversations c where c.id = m.conversation_id)
    union all
    select 'ticket of no conversation' from tickets t where workspace_id = ${id}
      and not exists (select from conversations c where c.id = t.conversation_id)
    union all
    select 'ticket and conversation are two people''s' from tickets t
      join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id
    where t.workspace_id = ${id} and t.contact_id is distinct from c.contact_id
    union all
    select key || ': held by ' || counted || ', counted ' || held from (
      select k.key,
        (select count(*) from living where (case k.key when 'email' then email else custom_fields ->> k.key end) is not null)
          as counted,
        coalesce((select held_by from discovered_attributes a where a.workspace_id = ${id} and scope = 'user' and a.key = k.key), 0)
          + coalesce((select sum(delta) from attribute_tallies t where t.workspace_id = ${id} and scope = 'user' and t.key = k.key), 0)
          as held
      from (values ('note'), ('plan'), ('email')) k (key)) sums
    where counted <> held`;
}

describe('people, whatever happens to them', () => {
  test('cases 10, 24, 28, 29, 96: one record an id, no proven value lost, no trace of who was erased', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { workspace, idOf, emailOf, take } = await open();
        /** Whom an id leads to, by the id of the record's own. */
        const leads = new Map<string, string>();
        const proven = new Map<string, string | null>();
        const erased = new Set<string>();
        for (const one of steps) {
          const answer = await take(one);
          expect(answer.status, JSON.stringify([one, answer.body])).toBeLessThan(500);
          if (answer.status !== 200) continue;
          if (one.do === 'erase') {
            const own = leads.get(one.who);
            for (const who of PEOPLE)
              if (own !== undefined && leads.get(who) === own) {
                leads.delete(who);
                proven.delete(who);
                erased.add(who);
              }
          } else if (one.do === 'merge') {
            const [to, from] = [leads.get(one.who)!, leads.get(one.other)!];
            if (proven.get(to) === undefined && proven.get(from)) proven.set(to, null);
            proven.delete(from);
            for (const who of PEOPLE) if (leads.get(who) === from) leads.set(who, to);
          } else if (one.do === 'undo') {
            // Who leads where is asked; what was proven on either side is not followed through an undo.
            for (const who of PEOPLE)
              if (leads.has(who)) {
                const { user } = (await halo.call(`/users/${idOf(who)}`, workspace.serverKey)).body;
                leads.set(who, user.user_id.slice(-1));
                proven.delete(who);
              }
          } else if (one.do !== 'chat' && !(one.do === 'update' && answer.body.failed > 0)) {
            if (!leads.has(one.who)) leads.set(one.who, one.who);
            erased.delete(one.who);
            const own = leads.get(one.who)!;
            const wins = one.do === 'update' || (one.do === 'prove' && own === one.who);
            if (wins) proven.set(own, one.plan);
          } else if (one.do === 'chat' && !leads.has(one.who)) {
            // A claimed id that nobody knows makes no contact, but it stands in what was said.
            erased.delete(one.who);
          }
        }
        expect(await faultsOf(workspace)).toEqual([]);
        for (const who of PEOPLE) {
          const { status, body } = await halo.call(`/users/${idOf(who)}`, workspace.serverKey);
          expect([who, status]).toEqual([who, leads.has(who) ? 200 : 404]);
          const value = proven.get(leads.get(who) ?? '');
          if (status === 200 && typeof value === 'string') expect(body.user.custom_fields.plan).toBe(value);
        }
        const rows = await sql`select external_id from contacts where workspace_id = ${workspace.id}`;
        expect(rows.map((row) => row.external_id.slice(-1)).sort()).toEqual([...leads.keys()].sort());
        await halo.log(workspace);
        expect(
          await tracesOf(
            sql,
            [...erased].flatMap((who) => [idOf(who), emailOf(who)]),
          ),
        ).toEqual([]);
      }),
      { numRuns: 40, seed: 29 },
    );
  }, 240_000);

  test('the same rows hold together when everything happens at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
        async (rounds) => {
          const { workspace, take } = await open();
          for (const round of rounds) {
            const answers = await Promise.all(round.map(take));
            for (const [index, { status, body }] of answers.entries()) {
              const busy = status === 503 && body.code === 'busy';
              expect(busy ? 200 : status, JSON.stringify([round[index], body])).toBeLessThan(500);
            }
          }
          expect(await faultsOf(workspace)).toEqual([]);
        },
      ),
      { numRuns: 25, seed: 29 },
    );
  }, 240_000);
});
