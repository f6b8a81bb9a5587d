/** Where the database is: an operator's URL, or the unix socket of the PostgreSQL that Halo runs itself. */
export type DatabaseAddress = UrlAddress | SocketAddress;

export interface UrlAddress {
  url: string;
  /** The URL leads through a transaction pooler (PgBouncer and its kind): no prepared statements, no session settings. */
  pooled?: boolean;
}

export interface SocketAddress {
  /** Folder that holds `.s.PGSQL.5432`. */
  socketFolder: string;
  user: string;
  password: string;
  database: string;
}
