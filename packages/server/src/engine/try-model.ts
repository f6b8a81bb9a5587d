import type { TryModelAnswer, WorkspaceModel } from '@halo/wire/dashboard/agent.ts';
import { readAiSettings } from '../agents/read-ai-settings.ts';
import { sealModel } from '../agents/seal-model.ts';
import type { Deps } from '../deps.ts';
import { openChosen } from './choose-model.ts';
import { streamModel } from './models/stream-model.ts';
import { cleanLine } from './prompt/clean-line.ts';

const TIMEOUTS = { firstMs: 20_000, gapMs: 10_000, totalMs: 30_000 };

/**
 * Asks a model for one word before anybody relies on it: the one given, or the one that answers now. Nothing is stored
 * and no customer is in it. Refuses `invalid_request` as saving would.
 */
export async function tryModel(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now'>,
  workspaceId: string,
  said: WorkspaceModel | null,
  signal: AbortSignal,
): Promise<TryModelAnswer> {
  const settings = await readAiSettings(deps, workspaceId);
  const own = said ? sealModel(deps, workspaceId, said, settings.model) : settings.model;
  const { model, name } = openChosen(deps, workspaceId, own);
  if (!model) return { ok: true, model: name, milliseconds: 0, said: 'The built-in answerer needs no model.' };
  const began = performance.now();
  let text = '';
  const call = {
    system: 'You are being tried out. Answer with the one word "ready".',
    messages: [{ role: 'user' as const, text: 'Are you there?' }],
    tools: [],
    signal,
  };
  for await (const part of streamModel(model, call, TIMEOUTS)) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'fault')
      return { ok: false, model: name, code: part.fault.code, status: part.fault.status ?? null };
  }
  if (text.trim() === '') return { ok: false, model: name, code: 'provider_failed', status: null };
  return { ok: true, model: name, milliseconds: Math.round(performance.now() - began), said: cleanLine(text, 200) };
}
