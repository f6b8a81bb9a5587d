import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ModelSettings } from './model.ts';

// The library would print its warnings, which may quote what people wrote.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

export const OPENAI_URL = 'https://api.openai.com/v1';
const ANTHROPIC_URL = 'https://api.anthropic.com/v1';

/**
 * The model of these settings; null for the built-in answerer. Keys and addresses are always handed over, so that no
 * library reads the environment by itself. `fetch` is the door for an address that came from data.
 */
export function openModel(settings: ModelSettings, fetch?: typeof globalThis.fetch): LanguageModel | null {
  const { model, baseUrl } = settings;
  const apiKey = settings.apiKey ?? '';
  switch (settings.provider) {
    case 'builtin':
      return null;
    case 'openai':
      return createOpenAI({ apiKey, baseURL: baseUrl ?? OPENAI_URL, ...(fetch && { fetch }) })(model);
    case 'anthropic':
      return createAnthropic({ apiKey, baseURL: baseUrl ?? ANTHROPIC_URL, ...(fetch && { fetch }) })(model);
    case 'openai-compatible':
      if (!baseUrl) throw new Error('an OpenAI-compatible provider needs its base URL');
      return createOpenAICompatible({
        name: 'compatible',
        baseURL: baseUrl,
        includeUsage: true,
        ...(apiKey && { apiKey }),
        ...(fetch && { fetch }),
      })(model);
  }
}
