import { connect } from 'node:net';

export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

/**
 * Drives keep-alive HTTP connections as fast as they answer, one request under way on each, and counts. Written on bare
 * sockets so that on two cores the client takes as little as possible from what is measured.
 */
export async function load(options: {
  port: number;
  connections: number;
  seconds: number;
  /** The whole request, headers included, for the n-th call. */
  request: (n: number) => string;
}): Promise<LoadResult> {
  const latencies: number[] = [];
  let errors = 0;
  let sent = 0;
  const warmUntil = performance.now() + Math.min(1_500, options.seconds * 300);
  const end = warmUntil + options.seconds * 1_000;

  const drive = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(options.port, '127.0.0.1');
      socket.setNoDelay(true);
      let began = 0;
      let buffer = '';
      const next = () => {
        began = performance.now();
        socket.write(options.request(sent++));
      };
      socket.on('connect', next);
      socket.on('error', reject);
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        buffer += chunk;
        const head = buffer.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(buffer.slice(0, head))?.[1] ?? Number.NaN);
        if (Number.isNaN(length)) return void reject(new Error(`no content-length in ${buffer.slice(0, head)}`));
        if (buffer.length < head + 4 + length) return;
        const now = performance.now();
        if (!buffer.startsWith('HTTP/1.1 200')) {
          errors++;
          if (errors === 1) process.stderr.write(`first error: ${buffer.slice(0, 600)}\n`);
        } else if (began >= warmUntil && now <= end) latencies.push(now - began);
        buffer = '';
        if (now < end) next();
        else {
          socket.end();
          resolve();
        }
      });
    });
  await Promise.all(Array.from({ length: options.connections }, drive));
  return { ...summary(latencies, options.seconds), errors };
}

export function summary(latencies: number[], seconds: number): Omit<LoadResult, 'errors'> {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { perSecond: Math.round(latencies.length / seconds), p50: at(0.5), p99: at(0.99) };
}
