import type { CallTrust, Ignored, Timestamp } from '../sdk/values.ts';

/** Setup > Install: ids, the publishable key, and snippets with both already in them. */
export interface InstallAnswer {
  orgId: string;
  widgetKey: string;
  /** The address a browser reaches this Halo by, from `HALO_URL`. */
  url: string;
  browserSnippets: Snippet[];
  serverSnippets: Snippet[];
}

export interface Snippet {
  /** `html`, `react`, `next`, `vue`; `node`, `python`, `ruby`, `php`, `go`, `java`, `elixir`, `csharp`, `curl`. */
  id: string;
  title: string;
  /** For highlighting: `html`, `tsx`, `vue`, `js`, `python`, `ruby`, `php`, `go`, `java`, `elixir`, `csharp`, `sh`. */
  language: string;
  /** Where the code goes, in one sentence. */
  where: string;
  code: string;
}

/** The answer of regenerating the widget key: the old one stops working at once. */
export interface WidgetKeyAnswer {
  widgetKey: string;
}

/** The three steps of Install, each with what was seen. Steps are null until seen. */
export interface LiveCheckAnswer {
  /** The widget script reached Halo with this workspace's key. */
  script: { at: Timestamp; sdk: string | null } | null;
  /** The first identify of the last 30 days, and the newest one. */
  firstIdentify: SeenIdentify | null;
  lastIdentify: SeenIdentify | null;
  /** The first call proven by a signed token. */
  firstToken: SeenIdentify | null;
  /** The newest refused token, so that a developer sees why nothing arrives. */
  lastTokenError: { at: Timestamp; userId: string | null; reason: string } | null;
}

export interface SeenIdentify {
  at: Timestamp;
  contactId: string | null;
  userId: string | null;
  displayName: string;
  trust: CallTrust;
  source: string;
  result: string;
  changed: string[];
  ignored: Ignored[];
}
