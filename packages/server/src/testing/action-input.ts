import { type ActionBody, actionBody } from '@halo/wire/dashboard/actions.ts';
import type { ActionInput } from '../actions/action.ts';

/** An action as its door reads it: one that anybody may have looked up, but for what a test says. */
export function actionInput(said: Partial<ActionBody> = {}): ActionInput {
  return actionBody.parse({
    ...{ name: 'look_up', description: 'Looks something up.', method: 'GET', url: 'https://api.example.com/things' },
    ...{ minimumTrust: 'anonymous', needsClick: false, enabled: true, ...said },
  });
}
