import { FIRST_MODULES, MODULES, type Permission, permissionsOf, usable } from '@halo/wire/dashboard/permissions.ts';
import { expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import type { DashboardRoute } from './dashboard-route.ts';
import { dashboardRoutes } from './routes.ts';

/** Who may call what: said here a second time, by hand, so that a door whose permission slips is noticed. */
const DOORS: Record<string, DashboardRoute['who']> = {
  'GET /welcome': 'anybody',
  'POST /welcome/open': 'anybody',
  'POST /welcome/accept': 'anybody',
  'GET /me': 'teammate',
  'POST /workspaces': 'teammate',
  'GET W/teammates': 'enter',
  'POST W/teammates/invitations': 'manage',
  'POST W/teammates/invitations/:invitationId/end': 'manage',
  'PATCH W/teammates/:id': 'manage',
  'DELETE W/teammates/:id': 'manage',
  'GET W/settings': 'enter',
  'PATCH W/settings': 'settings',
  'GET W/audit': 'manage',
  'GET W/install': 'enter',
  'GET W/install/live-check': 'identity',
  'POST W/install/widget-key': 'keys',
  'GET W/security': 'identity',
  'GET W/security/figures': 'identity',
  'GET W/security/affected': 'identity',
  'POST W/security/identity-secrets': 'keys',
  'POST W/security/identity-secrets/:id/end': 'keys',
  'POST W/security/public-keys': 'keys',
  'POST W/security/public-keys/:id/refresh': 'keys',
  'POST W/security/public-keys/:id/end': 'keys',
  'POST W/security/server-keys': 'keys',
  'POST W/security/server-keys/:id/end': 'keys',
  'POST W/security/token-test': 'identity',
  'GET W/identify-log': 'identity',
  'GET W/alerts': 'manage',
  'POST W/alerts/:alertId/dismiss': 'manage',
  'GET W/attributes': 'enter',
  'POST W/attributes': 'settings',
  'PATCH W/attributes': 'settings',
  'GET W/lead-forms': 'enter',
  'PATCH W/lead-forms/:agentId': 'settings',
  'POST W/leads': 'contacts.edit',
  'GET W/duplicates': 'contacts',
  'POST W/duplicates/dismiss': 'contacts.merge',
  'GET W/actions': 'enter',
  'POST W/actions': 'settings',
  'PATCH W/actions/:actionId': 'settings',
  'DELETE W/actions/:actionId': 'settings',
  'POST W/actions/:actionId/secret': 'settings',
  'POST W/actions/:actionId/try': 'playground',
  'GET W/actions/:actionId/calls': 'inbox',
  'GET W/escalation': 'enter',
  'PATCH W/escalation/:agentId': 'settings',
  'GET W/routing': 'enter',
  'POST W/routing': 'settings',
  'POST W/routing/order': 'settings',
  'POST W/routing/try': 'inbox',
  'PATCH W/routing/:ruleId': 'settings',
  'DELETE W/routing/:ruleId': 'settings',
  'GET W/ticket-labels': 'enter',
  'GET W/ticket-keys': 'enter',
  'POST W/ticket-labels': 'settings',
  'PATCH W/ticket-labels/:labelId': 'settings',
  'DELETE W/ticket-labels/:labelId': 'settings',
  'POST W/inbox/query': 'inbox',
  'POST W/inbox/count': 'inbox',
  'GET W/inbox/saved-views': 'inbox',
  'GET W/inbox/saved-views/counts': 'inbox',
  'POST W/inbox/saved-views': 'inbox',
  'PATCH W/inbox/saved-views/:savedViewId': 'inbox',
  'DELETE W/inbox/saved-views/:savedViewId': 'inbox',
  'GET W/agent': 'enter',
  'PATCH W/agent/:agentId': 'settings',
  'POST W/agent-pictures': 'settings',
  'PATCH W/ai-settings': 'settings',
  'POST W/ai-settings/try': 'settings',
  'GET W/ai-usage': 'settings',
  'POST W/playground': 'playground',
  'GET W/agent-attributes': 'enter',
  'PATCH W/agent-attributes/:agentId': 'settings',
  'GET W/contacts': 'contacts',
  'POST W/contacts': 'contacts.edit',
  'GET W/contacts/count': 'contacts',
  'GET W/contacts/:contactId': 'contacts',
  'PATCH W/contacts/:contactId/traits': 'contacts.edit',
  'POST W/contacts/:contactId/sign-out': 'contacts.edit',
  'POST W/contacts/:contactId/sessions/:sessionRowId/end': 'contacts.edit',
  'GET W/contacts/:contactId/timeline': 'contacts',
  'GET W/contacts/:contactId/suggestions': 'contacts',
  'GET W/contacts/:contactId/merge/:loserId': 'contacts.merge',
  'POST W/contacts/:contactId/merge/:loserId': 'contacts.merge',
  'POST W/merges/:mergeId/undo': 'contacts.merge',
  'GET W/segments': 'contacts',
  'POST W/segments': 'contacts.edit',
  'PATCH W/segments/:segmentId': 'contacts.edit',
  'DELETE W/segments/:segmentId': 'contacts.edit',
  'GET W/contacts/:contactId/segments': 'contacts',
  'POST W/audiences/preview': 'contacts',
  'POST W/contacts/query': 'contacts',
  'GET W/in-app-messages': 'automations',
  'POST W/in-app-messages': 'automations',
  'PATCH W/in-app-messages/:inAppMessageId': 'automations',
  'POST W/in-app-messages/:inAppMessageId/state': 'automations',
  'DELETE W/in-app-messages/:inAppMessageId': 'automations',
  'GET W/in-app-messages/:inAppMessageId/outcomes': 'automations',
  'GET W/knowledge': 'enter',
  'PATCH W/knowledge': 'knowledge',
  'POST W/knowledge/articles': 'knowledge',
  'PATCH W/knowledge/articles/:sourceId': 'knowledge',
  'POST W/knowledge/files': 'knowledge',
  'POST W/knowledge/urls': 'knowledge',
  'GET W/knowledge/sources/:sourceId': 'enter',
  'POST W/knowledge/sources/:sourceId/read': 'knowledge',
  'DELETE W/knowledge/sources/:sourceId': 'knowledge',
  'POST W/knowledge/search': 'enter',
  'PATCH W/knowledge/embedding': 'knowledge',
  'POST W/knowledge/embedding/try': 'knowledge',
  'DELETE W/knowledge/embedding': 'knowledge',
  'GET W/contacts/:contactId/export': 'contacts.export',
  'DELETE W/contacts/:contactId': 'contacts.erase',
  'POST W/erasures/lift': 'contacts.erase',
  'GET W/subscription-lists': 'contacts',
  'POST W/subscription-lists': 'settings',
  'PATCH W/subscription-lists/:listId': 'settings',
  'DELETE W/subscription-lists/:listId': 'settings',
  'GET W/contacts/:contactId/subscriptions': 'contacts',
  'PATCH W/contacts/:contactId/subscriptions/:listId': 'contacts.edit',
  'GET W/companies': 'companies',
  'GET W/companies/count': 'companies',
  'POST W/companies/query': 'companies',
  'POST W/companies/preview': 'companies',
  'GET W/companies/:companyRowId': 'companies',
  'PATCH W/companies/:companyRowId/traits': 'companies.edit',
  'GET W/companies/:companyRowId/members': 'companies',
  'GET W/inbox/views': 'inbox',
  'GET W/inbox': 'inbox',
  'GET W/conversations/:conversationId': 'inbox',
  'GET W/conversations/:conversationId/messages': 'inbox',
  'GET W/conversations/:conversationId/attachments/:attachmentId': 'inbox',
  'GET W/conversations/:conversationId/customer': 'inbox',
  'GET W/conversations/:conversationId/prompts/:promptId': 'inbox',
  'POST W/conversations/:conversationId/messages': 'inbox',
  'POST W/conversations/:conversationId/typing': 'inbox',
  'POST W/conversations/:conversationId/take-over': 'inbox',
  'POST W/conversations/:conversationId/hand-back': 'inbox',
  'POST W/conversations/:conversationId/read': 'inbox',
  'GET W/tickets/:ticketId': 'inbox',
  'PATCH W/tickets/:ticketId': 'inbox',
  'GET W/search': 'enter',
  'GET W/live': 'enter',
};

const NOWHERE = '0190a000-0000-7000-8000-00000000dead';
const nameOf = ({ method, path }: DashboardRoute) =>
  `${method.toUpperCase()} ${path.replace('/workspaces/:workspaceId', 'W')}`;
const inside = dashboardRoutes.filter(({ who }) => who !== 'anybody' && who !== 'teammate');

const room = await dashboardRoom();
const { sql } = room.halo;

/** Whether the door let the caller pass its permission; what came of the call is another matter. */
async function isLetIn(browser: Browser, workspaceId: string, route: DashboardRoute): Promise<boolean> {
  const path = route.path.replace(':workspaceId', workspaceId).replaceAll(/:\w+/g, NOWHERE);
  const aborter = new AbortController();
  const answer = await fetch(`${room.halo.origin}/api/dashboard${path}`, {
    method: route.method.toUpperCase(),
    headers: { cookie: browser.cookie(), origin: room.halo.origin, 'content-type': 'application/json' },
    body: route.body ? '{}' : null,
    signal: aborter.signal,
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const said = isStream ? '' : await answer.text();
  aborter.abort();
  expect(answer.status, `${nameOf(route)}: ${said}`).toBeLessThan(500);
  expect(answer.status, `${nameOf(route)}: ${said}`).not.toBe(401);
  const refused = answer.status === 403;
  if (refused) expect(JSON.parse(said), nameOf(route)).toMatchObject({ code: 'not_permitted', needs: route.who });
  return !refused;
}

test('case 98: every door of the dashboard is in the table, and none asks for less', () => {
  expect(Object.fromEntries(dashboardRoutes.map((route) => [nameOf(route), route.who]))).toEqual(DOORS);
});

test('case 98: owner, admin, and a member with and without each module, at every door', {
  timeout: 300_000,
}, async () => {
  const { browser: owner, workspaceId } = await room.own();
  const admin = await room.join(owner, workspaceId, 'admin');
  const member = await room.join(owner, workspaceId, 'member', 'member@acme.test');
  const callers: [who: string, Browser, modules: string[] | null, may: Permission[]][] = [
    ['owner', owner, null, permissionsOf('owner', [])],
    ['admin', admin, null, permissionsOf('admin', [])],
    ['new member', member, null, permissionsOf('member', FIRST_MODULES)],
    ['member of nothing', member, [], ['enter']],
    ['member of everything', member, [...MODULES], ['enter', ...MODULES]],
    ...MODULES.map((each): (typeof callers)[number] => [
      `member with ${each} alone`,
      member,
      [each],
      ['enter', ...usable([each])],
    ]),
    ...MODULES.map((each): (typeof callers)[number] => {
      const others = MODULES.filter((other) => other !== each);
      return [`member without ${each}`, member, others, ['enter', ...usable(others)]];
    }),
  ];
  for (const [who, browser, modules, may] of callers) {
    if (modules)
      await sql`
        update workspace_teammates set modules = ${modules}::text[]
        where workspace_id = ${workspaceId} and role = 'member'`;
    for (const route of inside) {
      const expected = may.includes(route.who as Permission);
      expect([nameOf(route), await isLetIn(browser, workspaceId, route)], who).toEqual([nameOf(route), expected]);
    }
  }
});

test('case 98: a module counts from the next call on, says so in the audit log, and gives nobody the team', async () => {
  const { browser: owner, workspaceId } = await again();
  const { body } = await owner.inside(workspaceId, 'GET', '/teammates');
  const { id } = body.teammates.find(({ email }: { email: string }) => email === 'member@acme.test');
  const member = await signedIn('member@acme.test');
  const change = (modules: string[]) => owner.inside(workspaceId, 'PATCH', `/teammates/${id}`, { modules });

  expect((await change(['keys', 'contacts.merge'])).status).toBe(200);
  expect((await member.call('GET', '/api/dashboard/me')).body.workspaces[0].permissions).toEqual(['enter', 'keys']);
  expect((await member.inside(workspaceId, 'GET', '/inbox?view=open')).status).toBe(403);
  expect((await member.inside(workspaceId, 'PATCH', `/teammates/${id}`, { modules: MODULES })).status).toBe(403);
  expect((await member.inside(workspaceId, 'PATCH', `/teammates/${id}`, { role: 'admin' })).status).toBe(403);
  expect((await change(['inbox'])).status).toBe(200);
  expect((await member.inside(workspaceId, 'GET', '/inbox?view=open')).status).toBe(200);
  expect((await member.inside(workspaceId, 'POST', '/security/server-keys', { name: 'x' })).status).toBe(403);
  expect((await change(['root'])).status).toBe(400);

  const audit = await owner.inside(workspaceId, 'GET', '/audit');
  expect(audit.body.rows[0]).toMatchObject({
    action: 'teammate.modules_changed',
    subject: id,
    detail: { before: ['keys'], after: ['inbox'] },
  });
});

test('a search finds only what the finder may open', async () => {
  const { workspaceId } = await again();
  const member = await signedIn('member@acme.test');
  const { body } = await member.inside(workspaceId, 'GET', '/search?q=a');
  expect(body).toMatchObject({ people: [], companies: [] });
  expect((await member.inside(workspaceId, 'GET', `/live?conversation=${NOWHERE}`)).status).toBe(404);
});

async function signedIn(email: string): Promise<Browser> {
  const browser = room.browser();
  await browser.call('POST', '/api/auth/sign-in/email', { email, password: 'correct horse battery' });
  return browser;
}

async function again() {
  const browser = await signedIn('olivia@acme.test');
  const { body } = await browser.call('GET', '/api/dashboard/me');
  return { browser, workspaceId: body.workspaces[0].id as string };
}
