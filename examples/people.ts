/** Who can sign in to the examples. */
export const PEOPLE = {
  jane: { name: 'Jane Doe', plan: 'pro' },
  sam: { name: 'Sam Park', plan: 'free' },
};

export type PersonId = keyof typeof PEOPLE;
