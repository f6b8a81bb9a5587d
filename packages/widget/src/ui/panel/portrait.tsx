import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** A picture of the workspace's style; what stands in its place where there is none, or where it cannot be had. */
export function Portrait(props: { src?: string; class?: string; children?: ComponentChildren }) {
  const [broken, setBroken] = useState<string | null>(null);
  const { src, class: name, children } = props;
  if (!src || src === broken) return <>{children}</>;
  return <img src={src} class={name} alt="" onError={() => setBroken(src)} />;
}
