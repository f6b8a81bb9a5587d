/**
 * When refusals of formerly good users are alarming. Somebody is formerly good when a token of their own proved them in
 * the last 30 days; refused means: `enforce` refused a call that named them, and nothing has proven them since, so that
 * a token renewed after its end alarms nobody.
 */
export const JUMP = {
  windowMinutes: 15,
  /** What is usual is the mean of the windows of the day before. */
  baselineWindows: 96,
  provenDays: 30,
  /** Fewer people than these never alarm. */
  people: 3,
  /** More than so many times the usual. */
  timesUsual: 3,
  /** At least this share of the people who called in the window. */
  share: 0.05,
};

export function hasJumped({ people, usually, heard }: { people: number; usually: number; heard: number }): boolean {
  return people >= JUMP.people && people > JUMP.timesUsual * usually && people >= JUMP.share * (heard + people);
}
