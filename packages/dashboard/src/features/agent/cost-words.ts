/** "1,204 tokens read, 88 written". */
export function tokenWords(read: number, written: number): string {
  return `${read.toLocaleString('en-GB')} tokens read, ${written.toLocaleString('en-GB')} written`;
}

/** Millionths of a dollar as dollars: "$0.0027", "$12.40". Less than can be shown is said to be less. */
export function costWords(micros: number): string {
  const dollars = micros / 1_000_000;
  if (micros > 0 && dollars < 0.0001) return 'less than $0.0001';
  return `$${dollars.toFixed(dollars >= 1 || dollars === 0 ? 2 : 4)}`;
}
