import { PREVIEW_PATH, type PreviewNews, type PreviewShow } from '@halo/wire/dashboard/preview.ts';
import { useEffect, useRef, useState } from 'react';
import { Segmented } from '../../ui/segmented.tsx';

/** So much of the window's height is taken by what stands around the frame. */
const AROUND = 200;
const SIZES = { desktop: { width: 600, height: 780 }, phone: { width: 390, height: 780 } };

/** The widget itself, as customers will see it: its own code in a frame that can reach nothing. */
export function StylePreview({ agent, organization }: Pick<PreviewShow, 'agent' | 'organization'>) {
  const frame = useRef<HTMLIFrameElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [space, setSpace] = useState({ width: 0, height: 0 });
  const [view, setView] = useState<PreviewShow['view']>('start');
  const [device, setDevice] = useState<keyof typeof SIZES>('desktop');
  const [theme, setTheme] = useState<PreviewShow['theme']>(agent.style.theme === 'dark' ? 'dark' : 'light');

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<PreviewNews>) => {
      if (source === null || source !== frame.current?.contentWindow) return;
      if (data.preview === 'ready') setReady(true);
      if (data.preview === 'closed') setView('closed');
      if (data.preview === 'opened') setView((now) => (now === 'closed' ? 'start' : now));
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);

  useEffect(() => {
    const measure = () => setSpace({ width: room.current?.clientWidth ?? 0, height: window.innerHeight - AROUND });
    const watch = new ResizeObserver(measure);
    if (room.current) watch.observe(room.current);
    window.addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);

  useEffect(() => {
    // The frame has no origin that could be named, and what is sent is what every page may know.
    if (ready)
      frame.current?.contentWindow?.postMessage({ agent, organization, theme, view } satisfies PreviewShow, '*');
  }, [ready, agent, organization, theme, view]);

  const size = SIZES[device];
  const scale = Math.min(1, space.width / size.width, Math.max(400, space.height) / size.height);
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Segmented
          legend="What is shown"
          value={view}
          onChoose={setView}
          options={[
            { value: 'closed', name: 'Launcher' },
            { value: 'start', name: 'New chat' },
            { value: 'chat', name: 'Conversation' },
          ]}
        />
        <Segmented
          legend="Theme of the visitor"
          value={theme}
          onChoose={setTheme}
          options={[
            { value: 'light', name: 'Light' },
            { value: 'dark', name: 'Dark' },
          ]}
        />
        <Segmented
          legend="Screen"
          value={device}
          onChoose={setDevice}
          options={[
            { value: 'desktop', name: 'Desktop' },
            { value: 'phone', name: 'Phone' },
          ]}
        />
      </div>
      <div ref={room} className="min-w-0">
        <div
          className="mx-auto overflow-hidden rounded-box border border-line"
          style={{ width: size.width * scale, height: size.height * scale }}
        >
          <iframe
            ref={frame}
            src={PREVIEW_PATH}
            title="The widget as customers will see it"
            sandbox="allow-scripts"
            className="block origin-top-left border-0"
            style={{ ...size, transform: `scale(${scale})` }}
          />
        </div>
      </div>
    </section>
  );
}
