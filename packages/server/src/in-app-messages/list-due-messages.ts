import type { WireInAppMessage } from '@halo/wire/sdk/in-app-messages.ts';
import type { Deps } from '../deps.ts';
import type { Filter } from '../filters/filter.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { fillTags } from './fill-tags.ts';
import { type InAppMessage, isInTime } from './in-app-message.ts';
import { liveMessages } from './live-messages.ts';
import { answerQuestions, type Question } from './match-store.ts';
import { listOver } from './outcome-store.ts';
import { tagValues } from './tag-values.ts';
import { findViewer, type Looker, type Viewer } from './viewer.ts';

/** What a page is to show to whoever looks at it, the most urgent first. */
export async function listDueMessages(
  deps: Pick<Deps, 'db' | 'now' | 'log'>,
  workspace: Workspace,
  reader: Looker,
): Promise<WireInAppMessage[]> {
  const live = (await liveMessages(deps, workspace.id)).filter((message) => isInTime(message, deps.now()));
  if (live.length === 0) return [];
  const viewer = await findViewer(deps, workspace, reader);
  const over = await listOver(
    deps.db.sql,
    viewer,
    live.map(({ id }) => id),
  );
  const open = live.filter(({ id }) => !over.has(id));
  const tagValue = tagValues(viewer.knowledge);
  return (await meantFor(deps, workspace, viewer, open)).map(
    ({ id, kind, title, body, sender, place, button, paths }) => ({
      ...{ id, kind, sender, place, button, paths },
      title: fillTags(title, tagValue, false),
      body: fillTags(body, tagValue, true),
    }),
  );
}

/** Those of some messages whose audience somebody belongs to. */
export async function meantFor(
  deps: Pick<Deps, 'db' | 'now' | 'log'>,
  workspace: Workspace,
  { contactId }: Pick<Viewer, 'contactId'>,
  messages: readonly InAppMessage[],
): Promise<InAppMessage[]> {
  const asked = contactId === null ? [] : messages.filter(({ audience }) => audience !== 'everybody');
  const questions = await Promise.all(asked.map((message) => questionOf(deps, message)));
  const askable = questions.filter((question) => question !== null);
  const { id: workspaceId, identityMode, timeZone: zone } = workspace;
  const answers =
    contactId === null || askable.length === 0
      ? []
      : await answerQuestions(deps.db.sql, { workspaceId, identityMode, zone, now: deps.now() }, contactId, askable);
  const passed = new Set(askable.flatMap(({ id }, index) => (answers[index] ? id : [])));
  return messages.filter(({ id, audience }) => audience === 'everybody' || passed.has(id));
}

/** What decides about one message. Null when its filter cannot be asked, since a segment it names is gone: it is for nobody. */
async function questionOf(
  deps: Pick<Deps, 'db' | 'log'>,
  { id, workspaceId, audience, filter: written }: InAppMessage,
): Promise<(Question & { id: string }) | null> {
  if (audience === 'everybody') return null;
  let filter: Filter = { all: [] };
  try {
    if (written) filter = await parseWorkspaceFilter(deps, workspaceId, written);
  } catch (error) {
    deps.log.error({ err: error, workspace_id: workspaceId }, 'the filter of an in-app message could not be asked');
    return null;
  }
  return { id, contactType: audience, filter };
}
