const MOST_CHARACTERS = 500_000;
const OUR_NAME = 'halo';

interface Rule {
  allow: boolean;
  path: string;
}

/** Whether a robots.txt lets us read a path (with its query), as RFC 9309 says: the longest rule that fits decides. */
export function robotsAllow(robots: string, path: string): boolean {
  const groups = groupsOf(robots.slice(0, MOST_CHARACTERS));
  const ours = groups.filter(({ agents }) => agents.includes(OUR_NAME));
  const group = ours.length > 0 ? ours : groups.filter(({ agents }) => agents.includes('*'));
  let best: Rule | null = null;
  for (const rule of group.flatMap(({ rules }) => rules)) {
    if (!fits(rule.path, path)) continue;
    const length = best?.path.length ?? -1;
    if (rule.path.length > length || (rule.path.length === length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

function groupsOf(robots: string): { agents: string[]; rules: Rule[] }[] {
  const groups: { agents: string[]; rules: Rule[] }[] = [];
  let namesAgents = false;
  for (const line of robots.split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    const name = key.toLowerCase();
    if (name === 'user-agent') {
      if (!namesAgents) groups.push({ agents: [], rules: [] });
      groups.at(-1)!.agents.push(value.trim().toLowerCase());
      namesAgents = true;
    } else if (name === 'allow' || name === 'disallow') {
      namesAgents = false;
      const path = value.trim();
      if (path !== '') groups.at(-1)?.rules.push({ allow: name === 'allow', path });
    }
  }
  return groups;
}

/** `*` stands for anything, a `$` at the end for the end. No regular expression: the pattern is a stranger's. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of parts.entries()) {
    if (isWhole && index === parts.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !isWhole || at === path.length;
}
