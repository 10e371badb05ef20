/** Learn is long and read once: it is loaded when its tab is opened first, so that the popup opens fast. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SiteReport } from '../../core/report.ts';

const page = signal<ComponentType<{ report: SiteReport }> | undefined>(undefined);
const failed = signal(false);

const load = async (): Promise<void> => {
  failed.value = false;
  try {
    page.value = (await import('../learn/Learn.tsx')).Learn;
  } catch {
    failed.value = true;
  }
};

export const LearnTab = ({ report }: { report: SiteReport }) => {
  useEffect(() => {
    if (page.value === undefined) void load();
  }, []);
  const Learn = page.value;
  if (Learn !== undefined) return <Learn report={report} />;
  return (
    <p class="empty">{failed.value ? 'This page could not be loaded. Close and open Coatcheck again.' : 'Opening…'}</p>
  );
};
