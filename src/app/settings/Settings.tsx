import { useEffect, useRef } from 'preact/hooks';
import { SETTINGS } from '../components/Bar.tsx';
import { useStore } from '../context.ts';
import { Appearance } from './Appearance.tsx';
import { Limits } from './Limits.tsx';
import { Seen } from './Seen.tsx';
import { Watching } from './Watching.tsx';

/** A change counts at once, on all sites and in every place where Coatcheck is open. */
export const Settings = () => {
  const store = useStore();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // Back to where the reader came from, once it is there again.
    return () => queueMicrotask(() => document.getElementById(SETTINGS)?.focus());
  }, []);
  return (
    <main class="report settings">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          Settings
        </h1>
        <button type="button" class="small" onClick={() => (store.place.value = 'report')}>
          Back
        </button>
      </header>
      <Appearance />
      {/* A file is not watched. */}
      {store.api.file === undefined && <Watching />}
      {store.api.file === undefined && <Seen />}
      <Limits />
    </main>
  );
};
