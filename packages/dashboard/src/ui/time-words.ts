const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time as a list shows it: "now", "5m", "3h", "yesterday", "12 May", "12 May 2024". */
export function shortTime(at: string, now: Date): string {
  const then = new Date(at);
  const ago = now.getTime() - then.getTime();
  if (Number.isNaN(ago)) return '';
  if (ago < -MINUTE) return dayWords(then, now);
  if (ago < MINUTE) return 'now';
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)}m`;
  if (ago < DAY && then.getDate() === now.getDate()) return `${Math.floor(ago / HOUR)}h`;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (then >= yesterday && ago < 2 * DAY) return ago < 12 * HOUR ? `${Math.floor(ago / HOUR)}h` : 'yesterday';
  return dayWords(then, now);
}

/** A time inside a sentence: "just now", "5m ago", "yesterday", "on 12 May". */
export function agoWords(at: string, now: Date): string {
  const short = shortTime(at, now);
  if (short === 'now') return 'just now';
  if (/^\d+[mh]$/.test(short)) return `${short} ago`;
  return /^\d/.test(short) ? `on ${short}` : short;
}

/** A time to come: "14:03" on the same day, else "12 May". */
export function untilWords(at: string, now: Date): string {
  const then = new Date(at);
  const today = then.toDateString() === now.toDateString();
  return today ? then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }) : dayWords(then, now);
}

function dayWords(then: Date, now: Date): string {
  const year = then.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}

/** The exact time, in the reader's own zone: "Tue 12 May 2026, 14:03:07". */
export function exactTime(at: string): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return at;
  const day = then.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${then.toLocaleTimeString('en-GB')}`;
}

/** A day: "12 May 2026". */
export function dayOf(at: string): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return at;
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The heading over messages of one day: "Today", "Yesterday", "Tuesday 12 May". */
export function dayHeading(at: string, now: Date): string {
  const then = new Date(at);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (then.getTime() >= midnight) return 'Today';
  if (then.getTime() >= midnight - DAY) return 'Yesterday';
  const year = then.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return then.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year });
}

/** How long somebody has been a customer: "today", "12 days", "5 months", "1y 3m". Empty for times to come. */
export function tenure(since: string, now: Date): string {
  const then = new Date(since);
  const passed = now.getTime() - then.getTime();
  // The page's own time moves once a minute, so a minute ahead is not to come.
  if (!(passed >= -MINUTE)) return '';
  const days = Math.floor(passed / DAY);
  if (days < 1) return 'today';
  if (days < 60) return days === 1 ? '1 day' : `${days} days`;
  const months =
    (now.getFullYear() - then.getFullYear()) * 12 +
    now.getMonth() -
    then.getMonth() -
    (now.getDate() < then.getDate() ? 1 : 0);
  if (months < 12) return `${months} months`;
  const rest = months % 12;
  return rest === 0 ? `${Math.floor(months / 12)}y` : `${Math.floor(months / 12)}y ${rest}m`;
}
