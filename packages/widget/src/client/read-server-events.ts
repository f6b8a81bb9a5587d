/** Takes server-sent events apart as they come: `take(event, data)` for each whole one. */
export function createEventReader(take: (event: string, data: string) => void): { push(chunk: string): void } {
  let rest = '';
  let event = '';
  let data: string[] = [];

  function line(text: string): void {
    if (text === '') {
      if (data.length) take(event || 'message', data.join('\n'));
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  return {
    push(chunk) {
      // A lone CR at the end may be the first half of a CRLF.
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() as string;
      for (const some of lines) line(some);
    },
  };
}
