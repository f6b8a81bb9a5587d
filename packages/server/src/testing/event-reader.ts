/** One server-sent event as it came. */
export interface HeardEvent {
  id: string | null;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into frames of many shapes
  data: any;
}

/** A stream of server-sent events that a test listens to. */
export interface EventReader {
  status: number;
  /** The next event that is not a comment; null once the stream has ended. */
  next(): Promise<HeardEvent | null>;
  /** Reads on until an event of this type, and answers it. */
  until(type: string): Promise<HeardEvent>;
  close(): Promise<void>;
}

/** Opens a stream and reads it event by event. */
export async function openEvents(url: string, headers: Record<string, string>): Promise<EventReader> {
  const stop = new AbortController();
  const response = await fetch(url, { headers, signal: stop.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  async function next(): Promise<HeardEvent | null> {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) return null;
        rest += value;
        continue;
      }
      const block = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const field = (name: string) =>
        block.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
      const type = field('event');
      if (type) return { id: field('id'), type, data: JSON.parse(field('data') ?? 'null') };
    }
  }
  return {
    status: response.status,
    next,
    async until(type) {
      for (;;) {
        const event = await next();
        if (!event) throw new Error(`the stream ended before an event of type ${type}`);
        if (event.type === type) return event;
      }
    },
    async close() {
      stop.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}
