import type { InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { expect } from 'vitest';
import { dashboardRoom } from './dashboard-room.ts';
import { inAppMessage } from './in-app-messages.ts';
import { newSession } from './sessions.ts';
import type { Mode, TestWorkspace } from './test-halo.ts';

/** A browser of somebody: its session, and its token where there is one. */
export interface PageViewer {
  workspace: TestWorkspace;
  session: string;
  token?: string;
}

/** Workspaces whose owner writes in-app messages, and browsers of people who look at their pages. */
export async function inAppRoom() {
  const room = await dashboardRoom();
  const { halo } = room;
  const { browser: owner } = await room.own();

  /** A workspace that the owner above belongs to as well, as to all. */
  const shop = (mode: Mode = 'off') => halo.workspace(mode);

  async function write({ id }: TestWorkspace, more: Partial<InAppMessageBody> = {}, state: string | null = 'live') {
    const made = await owner.inside(id, 'POST', '/in-app-messages', inAppMessage(more));
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    if (state) await setState({ id }, made.body.id, state);
    return made.body.id as string;
  }

  const setState = ({ id }: { id: string }, message: string, state: string) =>
    owner.inside(id, 'POST', `/in-app-messages/${message}/state`, { state });

  const headersOf = ({ session, token }: PageViewer) => ({
    'x-halo-session': session,
    ...(token && { 'x-halo-user-token': token }),
  });

  async function browserOf(workspace: TestWorkspace, user_id: string, traits: object = {}, token?: string) {
    const session = newSession();
    const proof = token && { user_token: token };
    const body = { user_id, session_id: session, traits, ...proof };
    expect((await halo.call('/users/identify', workspace.widgetKey, body)).status).toBe(200);
    return { workspace, session, ...(token && { token }) } satisfies PageViewer;
  }

  async function due(viewer: PageViewer) {
    const { workspace } = viewer;
    const answer = await halo.call('/in-app-messages', workspace.widgetKey, undefined, { headers: headersOf(viewer) });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.messages as { id: string; title: string; body: string }[];
  }

  const titles = async (viewer: PageViewer) => (await due(viewer)).map(({ title }) => title);

  async function note(viewer: PageViewer, message: string, outcome: string) {
    const { workspace } = viewer;
    const headers = headersOf(viewer);
    const { status, body } = await halo.call(
      `/in-app-messages/${message}`,
      workspace.widgetKey,
      { outcome },
      { headers },
    );
    return status === 200 ? (body.due as boolean) : (body.code as string);
  }

  async function numbers({ id }: TestWorkspace, message: string) {
    const { body } = await owner.inside(id, 'GET', '/in-app-messages');
    return body.messages.find((row: { id: string }) => row.id === message).numbers;
  }

  return { halo, owner, shop, write, setState, headersOf, browserOf, due, titles, note, numbers };
}
