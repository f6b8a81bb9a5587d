import { Refusal } from '../refusal.ts';
import type { ActionInput, Definition } from './action.ts';

/** An action as it is stored: what is secret, by its names only. */
export function definitionOf({ name: _, enabled: __, secretHeaders, ...definition }: ActionInput): Definition {
  return { ...definition, secretHeaders: secretHeaders.map(({ name }) => name) };
}

export function nameTaken(name: string): Refusal {
  return new Refusal('conflict', `There is an action "${name}" already.`, { path: 'name' });
}

export function noSuchAction(): Refusal {
  return new Refusal('not_found', 'There is no such action.');
}
