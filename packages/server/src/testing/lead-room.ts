import { proofOf } from './sessions.ts';
import type { TestHalo, TestWorkspace } from './test-halo.ts';

/** What stories about leads say and look at. */
export function leadRoom(halo: TestHalo) {
  const { call, sql } = halo;
  const say = (workspace: TestWorkspace, session_id: string, body: object = {}) =>
    call('/chat', workspace.widgetKey, { message: 'Why does my sync fail?', session_id, ...body });
  const leave = (workspace: TestWorkspace, session_id: string, email: string, name?: string) =>
    call('/leads', workspace.widgetKey, { session_id, email, ...(name && { name }) });
  const identify = (workspace: TestWorkspace, user_id: string, claims: object, body: object = {}) =>
    call('/users/identify', workspace.widgetKey, {
      user_id,
      user_token: proofOf(halo, workspace, user_id, claims),
      ...body,
    });

  async function people({ id }: TestWorkspace) {
    const rows = await sql`
      select id, kind, external_id, name, email, merged_into, provenance from contacts where workspace_id = ${id}
      order by created_at, id`;
    return rows.map(({ provenance, ...row }) => ({ ...row, marks: provenance }) as Record<string, unknown>);
  }
  const living = async (workspace: TestWorkspace) =>
    (await people(workspace)).filter((row) => row.merged_into === null);

  async function threads({ id }: TestWorkspace) {
    return sql`
      select c.external_id, c.kind, t.trust from conversations t left join contacts c on c.id = t.contact_id
      where t.workspace_id = ${id} order by t.created_at`;
  }

  return { say, leave, identify, people, living, threads };
}
