import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, readText } from './read-frames.ts';

const FRAME = '\u001e';

function read(chunks: string[]) {
  const seen = { text: '', actions: [] as ChatAction[], all: null as ChatAction[] | null };
  const reader = createFrameReader({
    text: (part) => (seen.text += part),
    action: (action) => seen.actions.push(action),
    actions: (all) => (seen.all = all),
  });
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

function cut(text: string, at: number[]): string[] {
  const places = [...new Set(at.map((n) => n % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length));
}

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => ({ text: text.replaceAll(FRAME, '') })),
  fc
    .record({ label: fc.string() })
    .map((detail) => ({ action: { type: 'highlight', selector: '#a', ...detail } as ChatAction })),
);

describe('reading a streamed answer', () => {
  it('gives the same text and actions wherever the network cuts it', () => {
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat()), (pieces, cuts) => {
        const actions = pieces.flatMap((one) => ('action' in one ? [one.action] : []));
        const body = pieces.map((one) =>
          'text' in one ? one.text : `${FRAME}__ACTION__${JSON.stringify(one.action)}${FRAME}`,
        );
        const stream = `${body.join('')}${FRAME}__ACTIONS__${JSON.stringify(actions)}${FRAME}`;
        const seen = read(cut(stream, cuts));
        expect(seen.text).toBe(pieces.map((one) => ('text' in one ? one.text : '')).join(''));
        expect(seen.actions).toEqual(JSON.parse(JSON.stringify(actions)));
        expect(seen.all).toHaveLength(actions.length);
      }),
    );
  });

  it('never throws and never shows a frame as text, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (chunks) => {
        const seen = read([`${FRAME}__ACTION__{"broken${FRAME}`, `${FRAME}nonsense${FRAME}`, ...chunks]);
        expect(seen.text).not.toContain('__ACTION__{"broken');
        expect(seen.text).not.toContain(FRAME);
      }),
    );
  });

  it('keeps characters whole that the network cuts in the middle', async () => {
    const bytes = new TextEncoder().encode('a é 漢 👩‍👩‍👧 z');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    let text = '';
    await readText(new Response(body), (chunk) => (text += chunk));
    expect(text).toBe('a é 漢 👩‍👩‍👧 z');
  });
});
