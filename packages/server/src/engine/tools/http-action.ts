import { z } from 'zod';
import type { Action } from '../../actions/action.ts';
import { argumentsSchema } from '../../actions/arguments.ts';
import { type CallResult, callAction } from '../../actions/call-action.ts';
import type { Deps } from '../../deps.ts';
import type { ModelTool, ToolResult } from '../models/model.ts';
import type { PreparedTurn } from '../prepare-turn.ts';
import type { OpenTurn, Turn } from '../turn.ts';
import { describeCall } from './describe-call.ts';

/** Calls of actions that one turn may make, all together. */
const CALLS_A_TURN = 10;
/** Who tries an action in a rehearsal, as the log names them. */
const PLAYGROUND = 'Playground';

/** The workspace's own actions as tools of one turn. Each call is proven, judged and logged by itself; none ever throws. */
export function actionTools(deps: Deps, prepared: PreparedTurn): ModelTool[] {
  let left = CALLS_A_TURN;
  return prepared.abilities.actions.map((action) => ({
    name: action.name,
    description: action.description,
    // The schema is told to the model; what it sends is read by the action itself, so that a bad call is logged too.
    input: z.looseObject({}).meta(argumentsSchema(action.arguments)),
    async run(input) {
      left -= 1;
      if (left < 0) return { said: 'Not called: too many calls in one turn. Answer with what you have.' };
      return toToolResult(await tryCall(deps, prepared, action, input));
    },
  }));
}

/** Where a check itself fails, nothing was sent (safety O2). */
async function tryCall(
  deps: Deps,
  { turn, promptId }: PreparedTurn,
  action: Action,
  input: unknown,
): Promise<CallResult> {
  const { asked, admitted, conversation, effects } = turn;
  const { trust, contactId, companyId } = admitted;
  const caller = { workspace: asked.workspace, trust, contactId, companyId };
  const wanted = { actionId: action.id, input, effects };
  try {
    return await callAction(
      deps,
      isOpen(turn)
        ? {
            ...{
              ...wanted,
              conversationId: conversation.id,
              triedBy: null,
              triedAs: null,
              promptId,
              questionId: turn.question.id,
            },
            sessionId: turn.admitted.session.readable ? turn.admitted.session.id : null,
            caller: { ...caller, proveAgain: () => turn.asked.proveAgain(turn.admitted.session.sessionId) },
          }
        : {
            ...{
              ...wanted,
              conversationId: null,
              triedBy: PLAYGROUND,
              triedAs: conversation.contactId,
              promptId: null,
            },
            ...{ questionId: conversation.id, sessionId: null },
            caller: { ...caller, proveAgain: async () => ({ trust, contactId, heldBy: null }) },
          },
    );
  } catch (error) {
    deps.log.error({ err: error, conversation_id: conversation.id }, 'an action failed');
    return { kind: 'refused', reason: 'check_failed' };
  }
}

/** A turn of a person, and no rehearsal of a teammate's. */
function isOpen(turn: Turn): turn is OpenTurn {
  return turn.effects === 'all';
}

function toToolResult(result: CallResult): ToolResult {
  const said = describeCall(result);
  if (result.kind !== 'waiting') return { said };
  const { id, arguments: values, expiresAt } = result.call;
  const details = Object.entries(values).map(([name, value]) => ({ label: inWords(name), value: String(value) }));
  return { said, action: { type: 'confirm', id, title: result.title, details, expires_at: expiresAt ?? '' } };
}

/** "order_id" and "orderId" as "Order id". */
function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
