import type { AgentStyle } from './agent-style.ts';
import { coloursOf, type Hex } from './contrast.ts';
import type { ConfigAnswer } from './sdk/config.ts';

/** Where the widget fetches a picture of an agent from, below the address of this Halo. */
export function pictureAddress(workspaceId: string, picture: string): string {
  return `/api/sdk/pictures/${workspaceId}/${picture}`;
}

/** A stored style as `GET /config` tells it, for the widget and for the dashboard's preview of it alike. */
export function toWidgetStyle(
  workspaceId: string,
  { accent, avatar, launcher, logo, ...rest }: AgentStyle,
): Pick<ConfigAnswer['agent'], 'style' | 'avatar_config'> {
  const address = (picture: string | null) => (picture === null ? undefined : pictureAddress(workspaceId, picture));
  return {
    avatar_config: { picture: address(avatar) },
    style: { ...rest, ...coloursOf(accent as Hex), launcher: address(launcher), logo: address(logo) },
  };
}
