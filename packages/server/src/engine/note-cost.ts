import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { TokenUse } from './models/model.ts';
import { addCost } from './usage-store.ts';

/** Counts one answer of a model to its day; without `usage` the provider did not say what it took. */
export async function noteCost(
  deps: Pick<Deps, 'now'>,
  tx: Tx,
  workspaceId: string,
  { usage, micros }: { usage: TokenUse | null; micros: number | null },
): Promise<void> {
  const { inputTokens, outputTokens } = usage ?? { inputTokens: 0, outputTokens: 0 };
  const day = deps.now().toISOString().slice(0, 10);
  await addCost(tx.sql, { workspaceId, day, inputTokens, outputTokens, costMicros: micros });
}
