/** One server-sent event: `type` is its name, the rest but `id` its data. `quiet` travels as a comment. */
export type ServerEvent = 'quiet' | ({ type: string; id?: string } & Record<string, unknown>);

/**
 * A whole response of server-sent events, one at a time as the reader takes them. It ends with the events, or when the
 * caller goes away; either way `ended` runs once and the signal handed to `events` fires.
 */
export function eventStream(
  caller: AbortSignal,
  events: (signal: AbortSignal) => AsyncGenerator<ServerEvent>,
  ended: () => void,
): Response {
  const stop = new AbortController();
  const source = events(stop.signal);
  stop.signal.addEventListener('abort', ended, { once: true });
  const leave = () => {
    stop.abort();
    // A source that waits for its reader, not for events, would never see the signal.
    void source.return(undefined);
  };
  if (caller.aborted) leave();
  caller.addEventListener('abort', leave, { once: true });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await source.next();
        if (!done) return controller.enqueue(encoder.encode(write(value)));
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      leave();
    },
    cancel: leave,
  });
  return new Response(body, {
    // The last one asks proxies not to keep events back until there are more.
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

function write(event: ServerEvent): string {
  if (event === 'quiet') return ': quiet\n\n';
  const { type, id, ...data } = event;
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
