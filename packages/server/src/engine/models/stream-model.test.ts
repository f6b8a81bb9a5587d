import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type OpenAiDouble, openAiDouble } from '../../testing/openai-double.ts';
import type { ModelCall, ModelPart, ModelTool } from './model.ts';
import { openModel } from './open-model.ts';
import { streamModel } from './stream-model.ts';

let provider: OpenAiDouble;
beforeAll(async () => {
  provider = await openAiDouble();
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.requests.length = 0;
});

const quick = { firstMs: 150, gapMs: 150, totalMs: 5_000 };
const patient = { firstMs: 10_000, gapMs: 10_000, totalMs: 20_000 };

async function run(call: Partial<ModelCall> = {}, timeouts = patient): Promise<ModelPart[]> {
  const model = openModel({
    provider: 'openai-compatible',
    model: 'double',
    apiKey: 'sk-secret',
    baseUrl: provider.baseUrl,
  })!;
  const whole: ModelCall = {
    system: 'Be kind.',
    messages: [{ role: 'user', text: 'Hi' }],
    tools: [],
    signal: new AbortController().signal,
    ...call,
  };
  const parts: ModelPart[] = [];
  for await (const part of streamModel(model, whole, timeouts)) parts.push(part);
  return parts;
}

const textOf = (parts: ModelPart[]) => parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
const faultIn = (parts: ModelPart[]) => {
  const last = parts.at(-1);
  return last?.type === 'fault' ? last.fault : null;
};

describe('streamModel', () => {
  test('streams what the provider says, with the key, the system text and the talk', async () => {
    provider.answerWith({ text: ['Hel', 'lo ', 'Ada'] });
    const parts = await run({
      messages: [
        { role: 'user', text: 'Hi' },
        { role: 'assistant', text: 'Yes?' },
        { role: 'user', text: 'Who am I?' },
      ],
    });
    expect(parts).toEqual([
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo ' },
      { type: 'text', text: 'Ada' },
    ]);
    expect(provider.requests[0]?.authorization).toBe('Bearer sk-secret');
    expect(provider.requests[0]?.body).toMatchObject({
      model: 'double',
      stream: true,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Yes?' },
        { role: 'user', content: 'Who am I?' },
      ],
    });
  });

  test('hands pictures over as bytes inside the request', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a', 'hex');
    await run({ messages: [{ role: 'user', text: 'See', images: [{ mediaType: 'image/png', bytes }] }] });
    expect(provider.requests[0]?.body.messages[1].content[1]).toEqual({
      type: 'image_url',
      image_url: { url: `data:image/png;base64,${bytes.toString('base64')}` },
    });
  });

  test('runs a tool, tells the model what it said and the page what it did', async () => {
    provider.answerWith(
      { text: ['One moment. '], tool: { name: 'point', input: { at: '#save' } } },
      { text: ['There.'] },
    );
    const point: ModelTool<{ at: string }> = {
      name: 'point',
      description: 'Points.',
      input: z.object({ at: z.string() }),
      run: async ({ at }) => ({ said: 'Shown.', action: { type: 'highlight', selector: at } }),
    };
    expect(await run({ tools: [point as ModelTool] })).toEqual([
      { type: 'text', text: 'One moment. ' },
      { type: 'called', call: { name: 'point', input: '{"at":"#save"}', said: 'Shown.' } },
      { type: 'action', action: { type: 'highlight', selector: '#save' } },
      { type: 'text', text: 'There.' },
    ]);
    expect(provider.requests[1]?.body.messages.at(-1)).toMatchObject({ role: 'tool', content: 'Shown.' });
  });

  test('keeps a tool call of the wrong shape away from the tool and goes on', async () => {
    provider.answerWith({ tool: { name: 'point', input: { at: 7 } } }, { text: ['Sorry.'] });
    const ran = vi.fn();
    const point = {
      name: 'point',
      description: 'Points.',
      input: z.object({ at: z.string() }),
      run: ran,
    } as unknown as ModelTool;
    expect(await run({ tools: [point] })).toEqual([
      { type: 'called', call: { name: 'point', input: '{"at":7}', said: expect.stringContaining('was not run') } },
      { type: 'text', text: 'Sorry.' },
    ]);
    expect(ran).not.toHaveBeenCalled();
  });

  test('ends a model that calls tools for ever', async () => {
    provider.answerWith({ tool: { name: 'point', input: {} } });
    const point: ModelTool = {
      name: 'point',
      description: 'Points.',
      input: z.object({}),
      run: async () => ({ said: 'ok' }),
    };
    await run({ tools: [point] });
    expect(provider.requests.length).toBe(5);
  });
});

describe('a fault of the provider', () => {
  test.each([
    [401, 'provider_unauthorized', false],
    [403, 'provider_unauthorized', false],
    [429, 'provider_rate_limited', true],
    [400, 'provider_failed', false],
    [404, 'provider_failed', false],
    [500, 'provider_failed', true],
    [503, 'provider_failed', true],
    [504, 'provider_timeout', true],
  ])('status %i is %s', async (code, fault, retryable) => {
    provider.answerWith({ status: { code, headers: { 'retry-after': '30' } } });
    expect(await run()).toEqual([{ type: 'fault', fault: { code: fault, retryable, status: code } }]);
    expect(provider.requests.length).toBe(1);
  });

  test.each(['mute', 'silent'] as const)('no sign of an answer (%s) is a timeout', async (fault) => {
    provider.answerWith({ fault });
    expect(faultIn(await run({}, quick))).toMatchObject({ code: 'provider_timeout', retryable: true });
  });

  test('a stalled answer is a timeout that keeps what was said', async () => {
    provider.answerWith({ text: ['Half a '], fault: 'stalled' });
    const parts = await run({}, { ...patient, gapMs: 150 });
    expect([textOf(parts), faultIn(parts)?.code]).toEqual(['Half a ', 'provider_timeout']);
  });

  test.each(['cut', 'unfinished'] as const)(
    'a stream %s midway is provider_cut and keeps what was said',
    async (fault) => {
      provider.answerWith({ text: ['Half a '], fault });
      const parts = await run();
      expect([textOf(parts), faultIn(parts)]).toEqual(['Half a ', { code: 'provider_cut', retryable: true }]);
    },
  );

  test.each([
    ['a broken piece', { text: ['Half '], fault: 'malformed' as const }],
    ['a page instead of a stream', { fault: 'page' as const }],
    ['a stream of nothing', { fault: 'unfinished' as const }],
  ])('%s is provider_failed', async (_name, answer) => {
    provider.answerWith(answer);
    expect(faultIn(await run())).toMatchObject({ code: 'provider_failed', retryable: true });
  });

  test('a provider that is not there is provider_failed', async () => {
    const gone = await openAiDouble();
    await gone.close();
    const model = openModel({
      provider: 'openai-compatible',
      model: 'x',
      apiKey: null,
      baseUrl: gone.baseUrl,
    })!;
    const parts: ModelPart[] = [];
    const call = {
      system: '',
      messages: [{ role: 'user' as const, text: 'Hi' }],
      tools: [],
      signal: new AbortController().signal,
    };
    for await (const part of streamModel(model, call)) parts.push(part);
    expect(faultIn(parts)).toMatchObject({ code: 'provider_failed', retryable: true });
  });

  test('a person who leaves ends the request to the provider', async () => {
    provider.answerWith({ text: ['Half a '], fault: 'stalled' });
    const leave = new AbortController();
    const model = openModel({
      provider: 'openai-compatible',
      model: 'x',
      apiKey: null,
      baseUrl: provider.baseUrl,
    })!;
    const parts: ModelPart[] = [];
    const call = { system: '', messages: [{ role: 'user' as const, text: 'Hi' }], tools: [], signal: leave.signal };
    const before = provider.abandoned();
    for await (const part of streamModel(model, call, patient)) {
      parts.push(part);
      leave.abort();
    }
    expect([textOf(parts), faultIn(parts)?.code]).toEqual(['Half a ', 'interrupted']);
    await vi.waitFor(() => expect(provider.abandoned()).toBe(before + 1));
  });

  test('prints nothing of what people wrote', async () => {
    const printed: unknown[] = [];
    const spies = (['log', 'warn', 'error', 'info'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...line) => void printed.push(line)),
    );
    provider.answerWith({ status: { code: 400, body: '{"error":{"message":"you said: Hi"}}' } });
    await run();
    provider.answerWith({ text: ['Half '], fault: 'malformed' });
    await run();
    expect(printed).toEqual([]);
    for (const spy of spies) spy.mockRestore();
  });
});
