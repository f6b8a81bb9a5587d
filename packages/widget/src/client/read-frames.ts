import type { ChatAction } from '@halo/wire/sdk/chat.ts';

const FRAME = '\u001e';
const ONE = '__ACTION__';
const ALL = '__ACTIONS__';
/** An action is small; a frame that never closes is dropped rather than gathered without end. */
const LONGEST_FRAME = 200_000;

/** What a streamed answer is made of. `actions` is the closing list, whole. */
export interface AnswerParts {
  text(part: string): void;
  action(action: ChatAction): void;
  actions(all: ChatAction[]): void;
}

/**
 * Takes a streamed answer apart as it comes, wherever the network cuts it: text, and actions between two 0x1E.
 * A frame that cannot be read is left out; it never becomes text.
 */
export function createFrameReader(parts: AnswerParts): { push(chunk: string): void } {
  let inside = false;
  let frame = '';

  function close(): void {
    try {
      if (frame.startsWith(ALL)) {
        const all = JSON.parse(frame.slice(ALL.length));
        if (Array.isArray(all)) parts.actions(all);
      } else if (frame.startsWith(ONE)) {
        const action = JSON.parse(frame.slice(ONE.length));
        if (action && typeof action.type === 'string') parts.action(action);
      }
    } catch {}
    frame = '';
  }

  return {
    push(chunk) {
      chunk.split(FRAME).forEach((piece, index) => {
        if (index > 0) {
          if (inside) close();
          inside = !inside;
        }
        if (inside) frame = (frame + piece).slice(0, LONGEST_FRAME);
        else if (piece) parts.text(piece);
      });
    },
  };
}

/** Reads a body as text, piece by piece, multi-byte characters kept whole. Throws when the connection breaks. */
export async function readText(response: Response, take: (chunk: string) => void): Promise<void> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    const text = decoder.decode(value, { stream: !done });
    if (text) take(text);
    if (done) return;
  }
}
