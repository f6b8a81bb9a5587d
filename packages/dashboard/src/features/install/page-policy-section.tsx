import { CodeBlock } from '../../ui/code-block.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { pagePolicy } from './page-policy.ts';

/** What a page under a Content-Security-Policy has to let in. */
export function PagePolicySection({ url }: { url: string }) {
  return (
    <Section
      title="Content-Security-Policy"
      about="Only for pages that send one: add these sources to the directives you have. Styles and frames need none."
    >
      <div className="flex flex-col gap-2">
        <CodeBlock label="Content-Security-Policy sources" code={pagePolicy(url)} wrap />
        <p className="text-note text-ink-faint text-pretty">
          An inline snippet needs your nonce on its script tag: <code className="font-mono">nonce="…"</code>. With{' '}
          <code className="font-mono">'strict-dynamic'</code>, put it on both tags. Browsers without constructable style
          sheets also take the nonce as{' '}
          <code className="font-mono">
            init({'{'} nonce: '…' {'}'})
          </code>
          , with the same nonce in style-src. Trusted Types need no policy.
        </p>
      </div>
    </Section>
  );
}
