import type { ActionMethod, actionBody } from '@halo/wire/dashboard/actions.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { z } from 'zod';
import type { SealedPlace } from '../identity/seal.ts';

/** What an operator defined, without what is secret. */
export type Definition = Omit<z.output<typeof actionBody>, 'name' | 'enabled' | 'secretHeaders'> & {
  /** Names of the headers whose values are sealed. */
  secretHeaders: string[];
};

/** A request that the AI may send. Times are ISO text. */
export interface Action extends Definition {
  workspaceId: string;
  id: string;
  name: string;
  enabled: boolean;
  /** Counts up with every change. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** The secrets of an action, as they are stored. */
export interface ActionSecrets {
  headersSealed: Uint8Array | null;
  secretSealed: Uint8Array;
  formerSecretSealed: Uint8Array | null;
  formerSecretUntil: string | null;
}

export type ActionInput = z.output<typeof actionBody>;

const LEVELS: readonly CallTrust[] = ['anonymous', 'claimed', 'verified'];

export function reaches(trust: CallTrust, needed: CallTrust): boolean {
  return LEVELS.indexOf(trust) >= LEVELS.indexOf(needed);
}

/**
 * What a call must prove: never less than `verified` for what changes something (safety O2), nor for what speaks of a
 * proven person, since a mere claim of their name would bring their data.
 */
export function neededTrust({
  method,
  identity,
  minimumTrust,
}: Pick<Action, 'method' | 'identity' | 'minimumTrust'>): CallTrust {
  return changesSomething(method) || identity.length > 0 ? 'verified' : minimumTrust;
}

export function changesSomething(method: ActionMethod): boolean {
  return method !== 'GET';
}

/** Where secrets of an action are sealed to. */
export function sealedTo(
  { workspaceId, id }: Pick<Action, 'workspaceId' | 'id'>,
  what: 'headers' | 'secret',
): SealedPlace {
  return { workspaceId, table: 'actions', row: `${id} ${what}` };
}
