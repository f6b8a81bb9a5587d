import type { ToolCall } from '@halo/wire/dashboard/agent.ts';
import {
  type FinishReason,
  isStepCount,
  type LanguageModel,
  type ModelMessage as LibraryMessage,
  streamText,
  type ToolSet,
  tool,
} from 'ai';
import { cut } from '../prompt/clean-line.ts';
import type { ModelCall, ModelFault, ModelMessage, ModelPart, ModelTool, TokenUse, ToolResult } from './model.ts';
import { BrokenOff, faultOf } from './model-fault.ts';

/** How long a provider may keep a person waiting, in milliseconds. */
export interface ModelTimeouts {
  /** Until the first sign of an answer. */
  firstMs: number;
  /** Between two signs. */
  gapMs: number;
  totalMs: number;
}

const TIMEOUTS: ModelTimeouts = { firstMs: 45_000, gapMs: 30_000, totalMs: 240_000 };
const STEPS = 5;
const NAME_CHARACTERS = 100;
const INPUT_CHARACTERS = 2_000;
const SAID_CHARACTERS = 12_000;
const NOT_RUN = '(The call did not fit the tool and was not run; the model was told so.)';
const TOO_MANY = 'Too many calls in one turn. Answer with what you have.';
/** An answer longer than this is a model running wild; so is one that thinks or fills in tools without end. */
const MAX_CHARACTERS = 60_000;
const MAX_RECEIVED = 600_000;
/** One step may hold any number of calls. */
const MAX_CALLS = 20;

/**
 * Asks a model and streams what it says and does. Never throws: whatever goes wrong ends the stream with one fault.
 * No retries in here: a person is waiting, and the page offers to ask again. The library fetches no URL.
 */
export async function* streamModel(
  model: LanguageModel,
  call: ModelCall,
  timeouts: ModelTimeouts = TIMEOUTS,
): AsyncGenerator<ModelPart> {
  const usage: TokenUse = { inputTokens: 0, outputTokens: 0 };
  const counted = () => usage.inputTokens + usage.outputTokens > 0;
  for await (const part of streamSteps(model, call, timeouts, usage)) {
    if (part.type === 'fault' && counted()) yield { type: 'usage', usage };
    yield part;
    if (part.type === 'fault') return;
  }
  if (counted()) yield { type: 'usage', usage };
}

/** Counts into `usage` what each step cost. */
async function* streamSteps(
  model: LanguageModel,
  call: ModelCall,
  timeouts: ModelTimeouts,
  usage: TokenUse,
): AsyncGenerator<ModelPart> {
  const stop = new AbortController();
  const signal = AbortSignal.any([call.signal, stop.signal, AbortSignal.timeout(timeouts.totalMs)]);
  // The library's own timers start only when the provider has sent its headers.
  const giveUp = () => stop.abort(new DOMException('the provider keeps silent', 'TimeoutError'));
  let patience = setTimeout(giveUp, timeouts.firstMs);
  let started = false;
  const ended = (fault: ModelFault): ModelPart => ({
    type: 'fault',
    fault: call.signal.aborted ? { code: 'interrupted', retryable: true } : fault,
  });
  try {
    let characters = 0;
    let received = 0;
    let calls = 0;
    for await (const part of ask(model, call, signal).stream) {
      clearTimeout(patience);
      const starting = part.type === 'start' || part.type === 'start-step';
      patience = setTimeout(giveUp, starting ? timeouts.firstMs : timeouts.gapMs);
      if (part.type === 'error') return yield ended(faultOf(part.error, started));
      if (part.type === 'abort') return yield ended({ code: 'provider_timeout', retryable: true });
      if (part.type === 'finish-step') {
        usage.inputTokens += part.usage.inputTokens ?? 0;
        usage.outputTokens += part.usage.outputTokens ?? 0;
      }
      if (part.type === 'finish-step' && !isWhole(part)) return yield ended(faultOf(new BrokenOff(), started));
      if (part.type === 'text-delta' || part.type === 'reasoning-delta' || part.type === 'tool-call') started = true;
      if (part.type === 'tool-result') {
        const { said, action, found } = part.output as ToolResult;
        calls += 1;
        if (calls <= MAX_CALLS) {
          yield {
            type: 'called',
            call: { ...callOf(part), said: cut(said, SAID_CHARACTERS), ...(found && { found }) },
          };
        }
        if (action) yield { type: 'action', action };
      }
      if (part.type === 'tool-error') {
        calls += 1;
        if (calls <= MAX_CALLS) yield { type: 'called', call: { ...callOf(part), said: NOT_RUN } };
      }
      received += lengthOf(part);
      if (received > MAX_RECEIVED) return yield ended({ code: 'provider_failed', retryable: false });
      if (part.type !== 'text-delta') continue;
      characters += part.text.length;
      if (characters > MAX_CHARACTERS) return yield ended({ code: 'provider_failed', retryable: false });
      yield { type: 'text', text: part.text };
    }
  } catch (error) {
    yield ended(faultOf(error, started));
  } finally {
    clearTimeout(patience);
    stop.abort();
  }
}

/** A call for teammates' eyes: the input is the model's own text and may be anything. */
function callOf({ toolName, input }: { toolName: string; input: unknown }): Pick<ToolCall, 'name' | 'input'> {
  return {
    name: cut(toolName.toWellFormed(), NAME_CHARACTERS),
    input: cut(JSON.stringify(input ?? null), INPUT_CHARACTERS),
  };
}

/** What a part brings along, whatever it is for. */
function lengthOf(part: { type: string; text?: unknown; delta?: unknown }): number {
  const text = part.text ?? part.delta;
  return typeof text === 'string' ? text.length : 0;
}

/** Providers say why they stop. A stream that merely ran dry is not a whole answer. */
function isWhole({ finishReason }: { finishReason: FinishReason }): boolean {
  return finishReason !== 'error' && finishReason !== 'interrupted';
}

function ask(model: LanguageModel, call: ModelCall, abortSignal: AbortSignal) {
  return streamText({
    model,
    instructions: call.system,
    messages: call.messages.map(toLibraryMessage),
    tools: toLibraryTools(call.tools),
    stopWhen: isStepCount(STEPS),
    abortSignal,
    maxRetries: 0,
    // Left alone, the library prints errors together with the request.
    onError: () => {},
    telemetry: { isEnabled: false },
    experimental_download: refuseDownloads,
    providerOptions: { openai: { store: false } },
  });
}

/** Models are given bytes, never URLs. The library asks even when there is nothing to fetch. */
async function refuseDownloads(wanted: readonly unknown[]): Promise<never[]> {
  if (wanted.length > 0) throw new Error('the model library wanted to fetch a URL by itself');
  return [];
}

function toLibraryMessage({ role, text, images }: ModelMessage): LibraryMessage {
  if (role === 'assistant') return { role, content: text };
  if (!images?.length) return { role, content: text };
  const files = images.map(({ bytes, mediaType }) => ({ type: 'file' as const, data: bytes, mediaType }));
  return { role, content: [{ type: 'text', text }, ...files] };
}

function toLibraryTools(tools: readonly ModelTool[]): ToolSet {
  let calls = 0;
  const run = async (tool: ModelTool, given: unknown): Promise<ToolResult> => {
    calls += 1;
    return calls > MAX_CALLS ? { said: TOO_MANY } : tool.run(given);
  };
  return Object.fromEntries(
    tools.map((each) => [
      each.name,
      tool({
        description: each.description,
        inputSchema: each.input,
        execute: (given: unknown) => run(each, given),
        toModelOutput: ({ output }: { output: ToolResult }) => ({ type: 'text' as const, value: output.said }),
      }),
    ]),
  );
}
