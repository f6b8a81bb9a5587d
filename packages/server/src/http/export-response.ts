import { LEVELS } from '@halo/wire/merge-traits.ts';
import { EXPORT_VERSION } from '@halo/wire/sdk/export.ts';
import type { Contact } from '../contacts/contact.ts';
import { storedTime } from '../contacts/traits.ts';
import { HELD, type PersonExport } from '../privacy/person-export.ts';
import { wholeUser } from './sdk/user-record.ts';

/** An export as one JSON document that is written while it is read: one page of rows is in memory at a time. */
export function exportResponse(answer: PersonExport): Response {
  const source = pieces(answer);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await source.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        // The document breaks off, and so is none: nobody takes it for whole.
        controller.error(error);
      }
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="halo-person-${answer.person.contact.id}.json"`,
      'cache-control': 'no-store',
    },
  });
}

const PIECE = 65_536;

async function* pieces({ exportedAt, person, otherUserIds, rowsOf }: PersonExport): AsyncGenerator<string> {
  const { contact, context, memberships } = person;
  const head = {
    schema_version: EXPORT_VERSION,
    exported_at: exportedAt,
    user: wholeUser(contact, context, memberships),
    other_user_ids: otherUserIds,
    provenance: provenanceOf(contact),
    proof: {
      trust: contact.trust,
      method: contact.trustMethod,
      key_id: contact.trustKeyId,
      at: contact.provenAt,
    },
  };
  let text = JSON.stringify(head).slice(0, -1);
  for (const held of HELD) {
    text += `,${JSON.stringify(held)}:[`;
    let separator = '';
    for await (const row of rowsOf(held)) {
      text += `${separator}${JSON.stringify(row)}`;
      separator = ',';
      if (text.length < PIECE) continue;
      yield text;
      text = '';
    }
    text += ']';
  }
  yield `${text}}\n`;
}

/** Who wrote each trait, when and how well proven; keys that were cleared too. */
function provenanceOf({ provenance: { marks, keys, gone } }: Contact) {
  const told = ([key, at]: [string, number], cleared: boolean) => {
    const [time, source, level, keyId] = marks[at]!;
    return { key, cleared, at: storedTime(time), source, trust: LEVELS[level], key_id: keyId };
  };
  return [
    ...Object.entries(keys).map((entry) => told(entry, false)),
    ...Object.entries(gone).map((entry) => told(entry, true)),
  ];
}
