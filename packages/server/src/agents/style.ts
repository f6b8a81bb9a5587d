import { type AgentStyle, agentStyle, FIRST_STYLE, PICTURE_SLOTS } from '@halo/wire/agent-style.ts';

/** A style as it was stored, by whatever version: what it does not say, or says wrongly, is as at first. */
export function storedStyle(stored: unknown): AgentStyle {
  const said = typeof stored === 'object' && stored !== null ? stored : {};
  const { shape } = agentStyle;
  const keys = Object.keys(shape) as (keyof AgentStyle)[];
  const read = keys.flatMap((key) => {
    const { success, data } = shape[key].safeParse((said as Record<string, unknown>)[key]);
    return success ? [[key, data]] : [];
  });
  return { ...FIRST_STYLE, ...Object.fromEntries(read) };
}

/** The pictures a style shows. */
export function picturesOf(style: AgentStyle): string[] {
  return PICTURE_SLOTS.flatMap((slot) => style[slot] ?? []);
}
