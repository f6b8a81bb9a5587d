const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/** A line with what belongs into it, as pieces to draw side by side. */
export function fill<T>(line: string, values: Record<string, T>): (string | T)[] {
  return line.split(/(\{\w+\})/).map((piece) => {
    const key = piece.slice(1, -1);
    return piece[0] === '{' && Object.hasOwn(values, key) ? (values[key] as T) : piece;
  });
}

/** The same as plain text, for labels: a name of the other direction keeps to itself. */
export function fillText(line: string, values: Record<string, string | number>): string {
  const isolates = RIGHT_TO_LEFT.test(line + Object.values(values).join(''));
  const alone = Object.entries(values).map(([key, value]) => [key, isolates ? `\u2068${value}\u2069` : String(value)]);
  return fill(line, Object.fromEntries(alone) as Record<string, string>).join('');
}
