import type { Timestamp } from '../sdk/values.ts';

/** People a user token proved not long ago are refused, more than usual: tokens broke, or somebody tries their ids. */
export interface RefusalJump {
  /** Who was refused in the last `minutes`, and was not proven since. */
  people: number;
  minutes: number;
  /** How many that usually are. */
  usually: number;
  reasons: { reason: string; people: number }[];
}

/** What owners and admins must know at once; it stays until somebody ends it. */
export interface Alert {
  id: string;
  kind: 'refusals_jumped';
  raisedAt: Timestamp;
  /** When it was true last. */
  lastAt: Timestamp;
  detail: RefusalJump;
}

export interface AlertsAnswer {
  alerts: Alert[];
}
