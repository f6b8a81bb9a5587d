import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventReader } from './read-server-events.ts';

function read(chunks: string[]): [string, string][] {
  const seen: [string, string][] = [];
  const reader = createEventReader((event, data) => seen.push([event, data]));
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

it('reads the same events wherever the stream is cut, with any line ending, comments left out', () => {
  const line = fc.string().filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('message', 'typing'), line)),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.nat(),
      (events, end, at) => {
        const text = `${events.map(([event, data]) => `: ping${end}event: ${event}${end}data: ${data}${end}${end}`).join('')}: end${end}`;
        const place = text.length ? at % text.length : 0;
        expect(read([text.slice(0, place), text.slice(place)])).toEqual(events);
      },
    ),
  );
});

it('joins lines of data and calls an event without a name "message"', () => {
  expect(read(['data: one\ndata: two\n\n', 'event: x\n\n'])).toEqual([['message', 'one\ntwo']]);
});
