import fc from 'fast-check';

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    'pro',
    'Pro ',
    'free',
    '10',
    10,
    '007',
    7,
    10.5,
    '-3',
    -3,
    true,
    'true',
    false,
  ),
  fc.constantFrom<unknown>(
    '2026-05-27',
    '2026-05-26T18:30:00Z',
    '2026-05-28T00:00:00+02:00',
    '2026-02-30',
    'x%_.y',
    'İ',
  ),
  fc.integer({ min: -5, max: 12 }),
);
/** Values as customers' apps send them, and some that they should not: for tests only. */
export const anyValue = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({}, { a: 1 }, [{ a: 1 }]) },
);
