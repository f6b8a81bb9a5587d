import { acceptLinkBody, openLinkBody, type WelcomeAnswer } from '@halo/wire/dashboard/teammates.ts';
import { acceptLink } from '../../workspaces/accept-link.ts';
import { enterWithPassword } from '../../workspaces/enter-with-password.ts';
import { hasOwner } from '../../workspaces/has-owner.ts';
import { openLink } from '../../workspaces/open-link.ts';
import { readMe } from '../../workspaces/read-me.ts';
import { openRoute } from './dashboard-route.ts';
import { createdWorkspace } from './workspaces.ts';

export const welcomeState = openRoute({
  method: 'get',
  path: '/welcome',
  handle: async (deps) => ({ hasOwner: await hasOwner(deps) }),
});

export const openWelcome = openRoute({
  method: 'post',
  path: '/welcome/open',
  body: openLinkBody,
  handle: (deps, call) => openLink(deps, call.body.token),
});

export const acceptWelcome = openRoute({
  method: 'post',
  path: '/welcome/accept',
  body: acceptLinkBody,
  handle: async (deps, { body, clientIp, headers }) => {
    const { created } = await acceptLink(deps, { ...body, clientIp });
    const entered = await enterWithPassword(deps, { email: body.email, password: body.password }, headers);
    const answer: WelcomeAnswer = {
      me: entered && (await readMe(deps, entered.teammate)),
      created: created && createdWorkspace(created),
    };
    const response = Response.json(answer);
    for (const cookie of entered?.setCookies ?? []) response.headers.append('set-cookie', cookie);
    return response;
  },
});
