import type { ContactType } from '../filters/filter.ts';

/** A saved filter of a workspace, and how far its membership is built. */
export interface Segment {
  workspaceId: string;
  id: string;
  name: string;
  contactType: ContactType;
  /** As it was saved. */
  filter: unknown;
  state: 'building' | 'live';
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** Somebody came to pass a segment's filter, or passes it no more. */
export interface Flip {
  workspaceId: string;
  contactId: string;
  segmentId: string;
  entered: boolean;
}

/** More would make every write slower than it may be. */
export const MOST_SEGMENTS = 500;
