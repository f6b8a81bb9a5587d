export function median(values: number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]! * 10) / 10;
}

/** Says how it goes, beside the figures themselves. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
