import type { Tx } from '../db/database.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { type AttributeScope, writeTallies } from './attribute-store.ts';
import { emailKey } from './contact.ts';
import { contactFacts } from './contact-facts.ts';
import { updateContacts, writeContactFacts } from './contact-store.ts';
import { standing } from './context.ts';
import { writeContexts } from './context-store.ts';
import { removeMemberships, writeMemberships } from './membership-store.ts';
import type { MergedSide } from './merge.ts';
import { own } from './record-columns.ts';

/** Writes what a merge or its undo made of a contact whose row is locked, in the server's lock order. */
export async function saveMergedSide(
  tx: Tx,
  workspace: Workspace,
  before: MergedSide,
  after: MergedSide,
): Promise<void> {
  const { contact, context, memberships } = after;
  const { workspaceId, id } = contact;
  const kept = new Set(memberships.map(({ companyId }) => companyId));
  await updateContacts(tx.sql, [{ contact, emailKey: emailKey(own(contact.values, 'email')), change: 'columns' }]);
  await writeContactFacts(tx.sql, [contactFacts(contact, workspace.timeZone)]);
  if (context.length > 0 || before.context.length > 0) {
    await writeContexts(tx.sql, 'user', [{ workspaceId, id, entries: context }]);
  }
  await writeMemberships(tx.sql, memberships);
  await removeMemberships(
    tx.sql,
    before.memberships.filter(({ companyId }) => !kept.has(companyId)),
  );
}

/** Notes how many records fewer, or more, hold a key once these have become those. */
export async function tallySides(tx: Tx, before: readonly MergedSide[], after: readonly MergedSide[]): Promise<void> {
  const tallies = new Map<string, { workspaceId: string; scope: AttributeScope; key: string; delta: number }>();
  const count = (side: MergedSide, delta: number) => {
    const { workspaceId, values } = side.contact;
    const held = [
      ...Object.keys(values).map((key) => ({ scope: 'user' as const, key })),
      ...standing(side.context).map(({ key }) => ({ scope: 'context' as const, key })),
    ];
    for (const { scope, key } of held) {
      const name = `${scope} ${key}`;
      const known = tallies.get(name) ?? { workspaceId, scope, key, delta: 0 };
      tallies.set(name, { ...known, delta: known.delta + delta });
    }
  };
  for (const side of before) count(side, -1);
  for (const side of after) count(side, 1);
  await writeTallies(
    tx.sql,
    [...tallies.values()].filter(({ delta }) => delta !== 0),
  );
}
