import { Socket } from 'node:net';
import postgres from 'postgres';
import type { DatabaseAddress } from './address.ts';
import { typeCodecs } from './type-codecs.ts';

export interface ClientOptions {
  connections: number;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Session settings beyond the common ones; a pooled address takes none. */
  settings?: Record<string, string | number>;
  onLost?: () => void;
  /**
   * Each driver client opens one connection ever, so that statements which travel with a `begin` that was lost can
   * never run on a second one, outside of any transaction. Needs `connections: 1`.
   */
  once?: boolean;
  onNotice?: (notice: postgres.Notice) => void;
}

/**
 * A postgres.js client that never uses a connection again after losing it. The driver (3.4) keeps half-written queries
 * and answers of a lost connection and mixes them into the next one it opens on the same object, so the whole client
 * is set aside at the first loss and a new one takes the next query.
 */
export interface RenewingClient {
  current(): postgres.Sql;
  /** False where the driver has to open connections itself (TLS, several hosts), and so may open a second one. */
  opensOnce: boolean;
  end(): Promise<void>;
}

/** How long the other connections of a client that lost one may finish what they are doing. */
const FAREWELL_SECONDS = 1;

export function renewingClient(address: DatabaseAddress, options: ClientOptions): RenewingClient {
  let ended = false;
  let client = open();
  const farewells = new Set<Promise<void>>();

  function open(): { sql: postgres.Sql; sockets: Set<Socket> } {
    const sockets = new Set<Socket>();
    const opened = {
      sockets,
      sql: connectTo(address, options, sockets, () => {
        if (ended || client !== opened) return;
        client = open();
        options.onLost?.();
        const farewell = close(opened, FAREWELL_SECONDS).finally(() => farewells.delete(farewell));
        farewells.add(farewell);
      }),
    };
    return opened;
  }

  return {
    current: () => client.sql,
    opensOnce: options.once === true && opensSockets(address),
    async end() {
      ended = true;
      await Promise.all([close(client, 5), ...farewells]);
    },
  };
}

async function close(client: { sql: postgres.Sql; sockets: Set<Socket> }, timeout: number): Promise<void> {
  await client.sql.end({ timeout }).catch(() => undefined);
  for (const socket of client.sockets) socket.destroy();
}

function connectTo(
  address: DatabaseAddress,
  options: ClientOptions,
  sockets: Set<Socket>,
  onClose: () => void,
): postgres.Sql {
  const pooled = 'url' in address && address.pooled === true;
  const common: DriverOptions = {
    max: options.connections,
    types: typeCodecs,
    connect_timeout: 5,
    max_lifetime: null,
    prepare: !pooled,
    onnotice: options.onNotice ?? (() => undefined),
    onclose: onClose,
    connection: {
      application_name: options.name,
      TimeZone: 'UTC',
      ...(pooled ? {} : options.settings),
    },
  };
  let opened = false;
  const open = (connect: (socket: Socket) => void) => () => {
    if (opened && options.once) {
      onClose();
      throw Object.assign(new Error('This connection was lost'), { code: 'CONNECTION_CLOSED' });
    }
    opened = true;
    return quietSocket(sockets, connect);
  };
  if (!('url' in address)) {
    const { socketFolder, user, password, database } = address;
    const path = `${socketFolder}/.s.PGSQL.5432`;
    const local: DriverOptions = {
      ...common,
      user,
      password,
      database,
      path,
      socket: open((socket) => socket.connect(path)),
    };
    return postgres(local);
  }
  if (!opensSockets(address)) return postgres(address.url, common);
  const { host, port } = postgres(address.url).options;
  const [first = 'localhost'] = host;
  const plain: DriverOptions = {
    ...common,
    socket: open((socket) => socket.connect(port[0] ?? 5432, first)),
  };
  return postgres(address.url, plain);
}

/** With TLS, or several hosts to choose from, the driver has to open the connection itself. */
function opensSockets(address: DatabaseAddress): boolean {
  if (!('url' in address)) return true;
  const { host, ssl } = postgres(address.url).options;
  return !ssl && host.length === 1;
}

/** `socket` is documented by the driver, and missing from its types. */
type DriverOptions = postgres.Options<Record<string, postgres.PostgresType>> & { socket?: () => Socket };

/**
 * A connected socket tells of an error only by closing. Between the two events the driver would go on accepting
 * queries, and would never answer them.
 */
class QuietSocket extends Socket {
  #connected = false;
  #gathering = false;

  constructor() {
    super();
    this.once('connect', () => {
      this.#connected = true;
    });
  }

  /** Statements that were sent together leave in one system call, which costs as much as a small statement. */
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of every writable stream.
  override write(...args: any[]): boolean {
    if (!this.#gathering) {
      this.#gathering = true;
      this.cork();
      process.nextTick(() => {
        this.#gathering = false;
        this.uncork();
      });
    }
    return super.write(...(args as [string]));
  }

  // biome-ignore lint/suspicious/noExplicitAny: the arguments of every event there is.
  override emit(event: any, ...args: any[]): boolean {
    if (!this.#connected || (event !== 'error' && event !== 'close')) return super.emit(event, ...args);
    if (event === 'error') return true;
    const silent = this.bytesRead === 0;
    // Closed before the server said a word: without an error the driver would try again for ever.
    if (silent)
      super.emit('error', Object.assign(new Error('The database closed the connection'), { code: 'ECONNRESET' }));
    return super.emit('close', silent);
  }
}

function quietSocket(sockets: Set<Socket>, connect: (socket: Socket) => void): Socket {
  const socket = new QuietSocket();
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  connect(socket);
  // Node's `connect` puts its own `write` on the socket, over the one of the class.
  Reflect.deleteProperty(socket, 'write');
  return socket;
}
