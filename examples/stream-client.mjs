// Asks Halo without the SDK, knowing only what the reference (/docs on your Halo) says of POST /chat/stream:
// HALO_URL=https://halo.example.com HALO_KEY=ab_live_… node stream-client.mjs "What plan am I on?"
const { HALO_URL, HALO_KEY } = process.env;
const answer = await fetch(`${HALO_URL}/api/sdk/chat/stream`, {
  method: 'POST',
  headers: { authorization: `Bearer ${HALO_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ message: process.argv[2], session_id: process.argv[3], message_id: crypto.randomUUID() }),
});
if (!answer.ok) throw new Error(await answer.text());
console.error('session', answer.headers.get('x-session-id'));
let [frame, inFrame, ended] = ['', false, false];
for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
  for (const [index, part] of chunk.split('\x1e').entries()) {
    if (index > 0 && inFrame && frame.startsWith('__ACTION__')) console.error('action', frame.slice(10));
    if (index > 0 && inFrame && frame.startsWith('__ACTIONS__')) ended = true;
    if (index > 0) [frame, inFrame] = ['', !inFrame];
    if (inFrame) frame += part;
    else process.stdout.write(part);
  }
}
if (!ended) throw new Error('The answer broke off: ask again with the same message_id.');
