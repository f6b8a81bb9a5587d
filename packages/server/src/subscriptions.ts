import { eraseCalls } from './actions/erase-calls.ts';
import { findAgentFilters } from './agents/find-agent-filters.ts';
import { makeFirstAgents } from './agents/make-first-agents.ts';
import { eraseConsents, giveBackConsents, mergeConsents } from './consents/follow-people.ts';
import { queueFactsRebuild } from './contacts/queue-facts-rebuild.ts';
import { eraseConversations } from './conversations/erase-conversations.ts';
import { giveConversationsToLeads, raiseConversationsOfLeads } from './conversations/follow-leads.ts';
import { linkConversationsOfClaimedIds, linkConversationsOfSessions } from './conversations/link-conversations.ts';
import { giveBackConversations, moveConversations } from './conversations/move-conversations.ts';
import { queueContacted } from './conversations/note-contacted.ts';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import { erasePrompts } from './engine/erase-prompts.ts';
import { eraseEvents } from './events/erase-events.ts';
import { giveBackEvents, moveEvents } from './events/move-events.ts';
import { eraseLogLines, eraseSessions } from './identity/erase-identity.ts';
import { giveBackSessions, moveSessions } from './identity/move-sessions.ts';
import {
  carryOutcomesOfSessions,
  giveOutcomesToLeads,
  raiseOutcomesOfLeads,
} from './in-app-messages/carry-message-outcomes.ts';
import { eraseMessageOutcomes } from './in-app-messages/erase-message-outcomes.ts';
import { findMessageFilters } from './in-app-messages/find-message-filters.ts';
import { giveBackMessageOutcomes, moveMessageOutcomes } from './in-app-messages/move-message-outcomes.ts';
import { wakePages } from './in-app-messages/wake-pages.ts';
import { wakePagesOfMembers } from './in-app-messages/wake-pages-of-members.ts';
import { findSegmentFilters } from './segments/find-segment-filters.ts';
import { followCompanies } from './segments/follow-companies.ts';
import { followConsents, followLists } from './segments/follow-consents.ts';
import { followContacted } from './segments/follow-contacted.ts';
import { followContacts } from './segments/follow-contacts.ts';
import { followEvents } from './segments/follow-events.ts';
import { followMerges } from './segments/follow-merges.ts';
import { leaveSegments } from './segments/leave-segments.ts';
import { rebuildForSettings } from './segments/rebuild-for-settings.ts';
import { eraseTickets } from './tickets/erase-tickets.ts';
import { findTicketFilters } from './tickets/find-ticket-filters.ts';
import { giveTicketsToLeads, raiseTicketsOfLeads } from './tickets/follow-leads.ts';
import { linkTicketsOfClaimedIds, linkTicketsOfSessions } from './tickets/link-tickets.ts';
import { giveBackTickets, moveTickets } from './tickets/move-tickets.ts';
import { reopenTickets } from './tickets/reopen-tickets.ts';
import type { News, Publish, Topic } from './topics.ts';

type Subscriber<T extends Topic> = (deps: Deps, tx: Tx, list: News[T]) => Promise<void>;

/**
 * Who reacts to what. Subscribers run in the teller's transaction, in this order, which is the server's lock order:
 * sessions, conversations, tickets, segments; what is behind those has no locks to order.
 */
const SUBSCRIPTIONS: { [T in Topic]: Subscriber<T>[] } = {
  workspaceCreated: [makeFirstAgents],
  workspaceChanged: [queueFactsRebuild, rebuildForSettings],
  contactsWritten: [linkConversationsOfClaimedIds, linkTicketsOfClaimedIds, followContacts, wakePages],
  sessionsBound: [linkConversationsOfSessions, linkTicketsOfSessions, carryOutcomesOfSessions],
  contactsMerged: [
    moveSessions,
    moveConversations,
    moveTickets,
    moveEvents,
    mergeConsents,
    followMerges,
    moveMessageOutcomes,
  ],
  contactsUnmerged: [
    giveBackSessions,
    giveBackConversations,
    giveBackTickets,
    giveBackEvents,
    giveBackConsents,
    followMerges,
    giveBackMessageOutcomes,
  ],
  contactsErased: [
    eraseSessions,
    eraseConversations,
    eraseTickets,
    leaveSegments,
    eraseConsents,
    eraseEvents,
    eraseMessageOutcomes,
    erasePrompts,
    eraseCalls,
    eraseLogLines,
  ],
  leadsCaptured: [giveConversationsToLeads, giveTicketsToLeads, giveOutcomesToLeads],
  leadsConverted: [raiseConversationsOfLeads, raiseTicketsOfLeads, raiseOutcomesOfLeads],
  companiesWritten: [followCompanies, wakePagesOfMembers],
  contactsContacted: [followContacted],
  eventsRecorded: [followEvents],
  savedFiltersSought: [findSegmentFilters, findAgentFilters, findMessageFilters, findTicketFilters],
  consentsChanged: [followConsents],
  listsAdded: [followLists],
  segmentsFlipped: [],
  messagesAdded: [reopenTickets, queueContacted],
};

/** How rooms tell each other news. `deps` is asked for when news come, since it holds this very function. */
export function createPublish(deps: () => Deps): Publish {
  return async (tx, topic, list) => {
    if (list.length === 0) return;
    for (const react of SUBSCRIPTIONS[topic]) await react(deps(), tx, list);
  };
}
