import type { ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import type { z } from 'zod';
import type { Config } from '../../config.ts';
import type { Image } from '../../conversations/image.ts';

export type ModelSettings = Omit<Config['model'], 'unprovedPerDay'>;

/** One turn of the talk as a model reads it. Pictures belong to the newest message only. */
export interface ModelMessage {
  role: 'user' | 'assistant';
  text: string;
  images?: readonly Image[];
}

/** What a tool tells the model, and what it asks of the page. */
export interface ToolResult {
  said: string;
  action?: ChatAction;
  /** For teammates only: what a search found. */
  found?: ToolCall['found'];
}

/** Something a model may do. `input` is checked before `run` sees it; `run` never throws for what the model sent. */
export interface ModelTool<Input = unknown> {
  name: string;
  description: string;
  input: z.ZodType<Input>;
  run(input: Input): Promise<ToolResult>;
}

export type FaultCode =
  | 'provider_timeout'
  | 'provider_unauthorized'
  | 'provider_rate_limited'
  | 'provider_cut'
  | 'provider_failed'
  | 'interrupted';

/** Why an answer did not come to its end. `status` is the provider's HTTP status where there was one. */
export interface ModelFault {
  code: FaultCode;
  retryable: boolean;
  status?: number;
}

/** What comes out of a model, in order. A stream without a fault ran to its end; nothing follows a fault. */
export type ModelPart =
  | { type: 'text'; text: string }
  | { type: 'action'; action: ChatAction }
  /** A tool was called and answered, or the call was none that fits. */
  | { type: 'called'; call: ToolCall }
  /** What the provider says it counted, of all steps together; it comes last but for a fault, and not from every provider. */
  | { type: 'usage'; usage: TokenUse }
  | { type: 'fault'; fault: ModelFault };

export interface TokenUse {
  inputTokens: number;
  outputTokens: number;
}

export interface ModelCall {
  system: string;
  messages: readonly ModelMessage[];
  tools: readonly ModelTool[];
  /** Fires when the person is gone. */
  signal: AbortSignal;
}
