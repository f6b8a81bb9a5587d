/** Another process made one of our new rows first; the batch starts again, so that locks are always taken in order. */
export class MadeMeanwhile extends Error {
  readonly code = '40001';

  constructor() {
    super('a new row was made by somebody else meanwhile');
  }
}
