import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';
import { type Module, module, type Permission, type Role } from './permissions.ts';

export type { Role } from './permissions.ts';
export const role = z.enum(['owner', 'admin', 'member']) satisfies z.ZodType<Role>;

/** Who is signed in, and the workspaces they may enter. */
export interface MeAnswer {
  teammate: { id: string; name: string; email: string; twoFactor: boolean };
  workspaces: WorkspaceLink[];
}

export interface WorkspaceLink {
  id: string;
  name: string;
  isDemo: boolean;
  role: Role;
  /** Everything the signed-in teammate may do there. */
  permissions: Permission[];
}

export const createWorkspaceBody = z.object({ name: z.string().trim().min(1).max(120) });

/** A new workspace with its keys. The secret is shown here and never again. */
export interface CreatedWorkspaceAnswer {
  workspace: WorkspaceLink;
  widgetKey: string;
  identitySecret: { id: string; secret: string };
}

/** Before anybody is signed in: whether an owner exists. While none does, the way in is the owner link. */
export interface WelcomeStateAnswer {
  hasOwner: boolean;
}

/** The one-time token of a link's fragment: `#owner=…` or `#invitation=…`. */
const linkToken = z.string().min(16).max(128);

export const openLinkBody = z.object({ token: linkToken });

/** What a link offers, before it is used. */
export interface OpenLinkAnswer {
  kind: 'owner' | 'invitation';
  /** The invited address, or null: the person chooses. */
  email: string | null;
  workspaceName: string | null;
  /** The address belongs to somebody who can sign in: the password asked for is theirs. */
  knownTeammate: boolean;
}

/** Uses a link up. The answer signs the person in (cookie). `workspaceName` is needed with an owner link only. */
export const acceptLinkBody = z.object({
  token: linkToken,
  name: z.string().trim().min(1).max(120),
  email: z.email().max(320),
  password: z.string().min(10).max(128),
  workspaceName: z.string().trim().min(1).max(120).optional(),
});
export type AcceptLinkBody = z.input<typeof acceptLinkBody>;

/**
 * What accepting a link answers. `me` is null when the person has a second factor and must still sign in. `created` is
 * the workspace an owner link founded, with the secret that is shown here and never again.
 */
export interface WelcomeAnswer {
  me: MeAnswer | null;
  created: CreatedWorkspaceAnswer | null;
}

export interface Teammate {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** What a member may do; an owner or admin may do everything, and this is what they fall back to as a member. */
  modules: Module[];
  since: Timestamp;
  isMe: boolean;
}

export interface TeammatesAnswer {
  teammates: Teammate[];
  invitations: { id: string; email: string; role: Role; expiresAt: Timestamp }[];
}

export const inviteBody = z.object({ email: z.email().max(320), role: role.default('member') });

/** The link is shown once; whoever holds it can join. */
export interface InvitationAnswer {
  link: string;
  expiresAt: Timestamp;
}

/** What changes is named: the role, a member's modules, or both. */
export const roleBody = z.object({ role: role.optional(), modules: z.array(module).max(50).optional() });
