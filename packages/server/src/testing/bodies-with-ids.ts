import { actionInput } from './action-input.ts';
import { inAppMessage } from './in-app-messages.ts';

/** For doors of the dashboard with an id in their path: a body that would do its work with an id of one's own. */
export const BODIES_WITH_IDS: Record<string, object> = {
  'PATCH /subscription-lists/:listId': { name: 'x' },
  'PATCH /contacts/:contactId/subscriptions/:listId': { state: 'subscribed' },
  'PATCH /companies/:companyRowId/traits': { key: 'plan', value: 'x' },
  'PATCH /contacts/:contactId/traits': { key: 'plan', value: 'x' },
  'PATCH /teammates/:id': { role: 'member' },
  'POST /conversations/:conversationId/messages': { body: 'x', clientId: 'x' },
  'POST /conversations/:conversationId/read': { seq: 1 },
  'POST /contacts/:contactId/merge/:loserId': { samePerson: false },
  'PATCH /tickets/:ticketId': { status: 'resolved' },
  'PATCH /actions/:actionId': actionInput(),
  'POST /actions/:actionId/try': { contactId: null, arguments: {} },
  'PATCH /segments/:segmentId': { name: 'x', filter: {} },
  'PATCH /knowledge/articles/:sourceId': { title: 'x', text: 'x' },
  'PATCH /agent-attributes/:agentId': { allowed: null },
  'PATCH /escalation/:agentId': {
    ...{ mode: 'off', threshold: 50, maxAttempts: 3, requiredSearches: [] },
    ...{ escalationFilter: null, priorityFilter: null },
  },
  'PATCH /in-app-messages/:inAppMessageId': inAppMessage(),
  'POST /in-app-messages/:inAppMessageId/state': { state: 'live' },
  'PATCH /routing/:ruleId': { name: 'x', filter: {}, actions: { priority: true } },
  'PATCH /ticket-labels/:labelId': { name: 'x' },
  'PATCH /inbox/saved-views/:savedViewId': { name: 'x', view: 'open', filter: {} },
  'PATCH /lead-forms/:agentId': { ask: 'never', required: false },
};
