import { holdContact } from '../contacts/hold-contact.ts';
import { findClaimsKnownByNow } from '../conversations/find-claims-known-by-now.ts';
import { linkConversationsOfClaimedIds } from '../conversations/link-conversations.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { linkTicketsOfClaimedIds } from './link-tickets.ts';

/** Links what claimed an id in the very moment its contact was made, when neither call could see the other. */
export async function linkLateClaims(deps: Deps): Promise<number> {
  const late = await findClaimsKnownByNow(deps);
  if (late.length === 0) return 0;
  late.sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const claims: News['contactsWritten'] = late.map((claim) => ({
    ...claim,
    created: true,
    announced: false,
    changed: [],
    trust: 'claimed',
    quiet: true,
    linked: { conversations: 0, tickets: 0 },
  }));
  await deps.db.transaction(async (tx) => {
    const known: typeof claims = [];
    for (const claim of claims) {
      const held = await holdContact(tx, claim.workspaceId, claim.contactId);
      if (held) known.push({ ...claim, contactId: held.contactId });
    }
    await linkConversationsOfClaimedIds(deps, tx, known);
    await linkTicketsOfClaimedIds(deps, tx, known);
  });
  return late.length;
}
