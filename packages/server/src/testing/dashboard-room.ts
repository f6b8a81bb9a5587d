import type { AcceptLinkBody, WelcomeAnswer } from '@halo/wire/dashboard/teammates.ts';
import type { Deps } from '../deps.ts';
import { issueOwnerLink } from '../workspaces/issue-owner-link.ts';
import { type Answer as SdkAnswer, type TestHalo, testHalo } from './test-halo.ts';

export interface Answer<Body> extends SdkAnswer {
  body: Body;
}

/** A browser: it keeps cookies and sends the `Origin` of the dashboard. */
export interface Browser {
  // biome-ignore lint/suspicious/noExplicitAny: a test names the shape it expects
  call<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** The same below a workspace of the dashboard's API. */
  // biome-ignore lint/suspicious/noExplicitAny: a test names the shape it expects
  inside<Body = any>(workspaceId: string, method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  cookie(): string;
}

/** The dashboard over real HTTP and a database of its own. */
export interface DashboardRoom {
  halo: TestHalo;
  deps: Deps;
  browser(): Browser;
  /** Lets the first owner in and answers their browser and workspace; once per room. */
  own(): Promise<{ browser: Browser; workspaceId: string; welcome: WelcomeAnswer }>;
  /** Invites somebody to a workspace and answers their browser. */
  join(owner: Browser, workspaceId: string, role: 'owner' | 'admin' | 'member', email?: string): Promise<Browser>;
}

export const PASSWORD = 'correct horse battery';

/** To be called at the top of a test file, never inside a hook or a test. */
export async function dashboardRoom(...how: Parameters<typeof testHalo>): Promise<DashboardRoom> {
  const halo = await testHalo(...how);
  const { deps, origin } = halo;
  deps.config = { ...deps.config, publicUrl: origin, port: Number(new URL(origin).port) };
  const browser = () => newBrowser(origin);
  let joined = 0;
  return {
    halo,
    deps,
    browser,
    async own() {
      const { link } = (await issueOwnerLink(deps))!;
      const owner = browser();
      const body: AcceptLinkBody = {
        token: link.split('#owner=')[1]!,
        name: 'Olivia Owner',
        email: 'olivia@acme.test',
        password: PASSWORD,
        workspaceName: 'Acme',
      };
      const welcome = (await owner.call<WelcomeAnswer>('POST', '/api/dashboard/welcome/accept', body)).body;
      return { browser: owner, workspaceId: welcome.created!.workspace.id, welcome };
    },
    async join(owner, workspaceId, role, email = `${role}-${++joined}@acme.test`) {
      const { body } = await owner.inside(workspaceId, 'POST', '/teammates/invitations', { email, role });
      const guest = browser();
      await guest.call('POST', '/api/dashboard/welcome/accept', {
        token: body.link.split('#invitation=')[1],
        name: `The ${role}`,
        email,
        password: PASSWORD,
      });
      return guest;
    },
  };
}

/** The JSON of an answer; a file stays text. */
function read(answer: Response, text: string) {
  if (text === '' || answer.headers.get('content-type')?.startsWith('image/')) return undefined;
  return JSON.parse(text);
}

function newBrowser(origin: string): Browser {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const call: Browser['call'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(origin + path, {
      method,
      headers: {
        ...(jar.size > 0 ? { cookie: cookie() } : {}),
        ...(method === 'GET' ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: read(answer, text) };
  };
  return {
    cookie,
    call,
    inside: (workspaceId, method, path, body) => call(method, `/api/dashboard/workspaces/${workspaceId}${path}`, body),
  };
}
