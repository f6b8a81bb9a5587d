import type { AiSettingsPatch } from '@halo/wire/dashboard/agent.ts';
import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { type AiSettings, NOTHING_SAID } from './ai-settings.ts';
import { lockAiSettings, updateAiSettings } from './ai-settings-store.ts';
import { sealModel } from './seal-model.ts';

/**
 * Changes who answers in a workspace, what it may cost and what all agents hold to, from the next turn on. Another
 * model has other prices: those that are not said with it are forgotten. Refuses `invalid_request`.
 */
export async function changeAiSettings(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  workspaceId: string,
  { model, ...rest }: AiSettingsPatch,
  actor: Actor,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const before = (await lockAiSettings(tx.sql, workspaceId, deps.now())) ?? NOTHING_SAID;
    const after: AiSettings = { ...before, ...rest };
    if (model !== undefined) {
      after.model = model && sealModel(deps, workspaceId, model, before.model);
      if (!sameModel(before.model, after.model)) {
        after.inputPrice = rest.inputPrice ?? null;
        after.outputPrice = rest.outputPrice ?? null;
      }
    }
    const detail = changes(before, after);
    if (Object.keys(detail).length === 0) return;
    await updateAiSettings(tx.sql, workspaceId, after);
    const subject = Object.keys(detail).join(', ');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'agent.settings_changed', subject, detail });
  });
}

function sameModel(a: AiSettings['model'], b: AiSettings['model']): boolean {
  return a?.provider === b?.provider && a?.model === b?.model && a?.baseUrl === b?.baseUrl;
}

/** `[before, after]` of what changed; of a key only whether there is one. */
function changes(before: AiSettings, after: AiSettings): Record<string, unknown> {
  const [from, to] = [inWords(before), inWords(after)];
  const changed = Object.keys(to).filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
  const detail: Record<string, unknown> = Object.fromEntries(changed.map((key) => [key, [from[key], to[key]]]));
  const [old, now] = [before.model?.keySealed, after.model?.keySealed];
  if (old !== now && (old || now)) detail.providerKey = [old ? 'set' : 'none', now ? 'set anew' : 'none'];
  return detail;
}

function inWords({ model, ...rest }: AiSettings): Record<string, unknown> {
  const { provider = 'server', model: name = '', baseUrl = null } = model ?? {};
  return { ...rest, model: [provider, name].filter(Boolean).join('/'), address: baseUrl };
}
