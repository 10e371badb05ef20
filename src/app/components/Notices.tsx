import { useRef } from 'preact/hooks';
import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { failureDetails } from '../store.ts';
import { noticesOf, type Paused, pausedOf } from '../view-model.ts';
import { CopyButton } from './CopyButton.tsx';
import { GrantButtons, ReloadButton, WatchAgain } from './States.tsx';
import { Text } from './Text.tsx';

const WHERE: Record<Paused, string> = {
  everywhere: 'Watching is paused everywhere',
  here: 'Watching is paused on this site',
};

/** What went on during the pause is not known: until there is something new, a reload is offered. */
const PausedNotice = ({ report, paused }: { report: SiteReport; paused: Paused | undefined }) => {
  const last = useRef<Pick<SiteReport, 'site' | 'requests'> | null>(null);
  if (paused !== undefined) {
    last.current = { site: report.site, requests: report.requests };
    return (
      <p class="notice">
        <span>{WHERE[paused]}: this is what was seen before.</span>
        <WatchAgain paused={paused} small />
      </p>
    );
  }
  const isBack = last.current?.site === report.site && last.current.requests === report.requests && report.requests > 0;
  return isBack ? (
    <p class="notice">
      <span>Watching again. What went on meanwhile is not known.</span>
      <ReloadButton small />
    </p>
  ) : null;
};

/** What the reader should know before believing the verdict. */
export const Notices = ({ report }: { report: SiteReport }) => {
  const store = useStore();
  const failure = store.failure.value;
  const paused = pausedOf(report.site, store.settings.value);
  const notices = noticesOf(report, paused);
  return (
    <>
      {failure?.error === 'no-tab' && (
        <p class="notice" role="status">
          <span>The page has been closed. This is what was seen until then.</span>
        </p>
      )}
      {failure && failure.error !== 'no-tab' && (
        <p class="notice warn" role="alert">
          <span>
            This may be out of date: <Text value={failure.detail} max={120} plain />
          </span>
          <CopyButton text={failureDetails(failure, store.door, store.now.value)} what="" label="Copy details" />
        </p>
      )}
      <PausedNotice report={report} paused={paused} />
      {notices.includes('withheld') && (
        <p class="notice warn">
          <span>Access to this site was withdrawn; nothing new is seen.</span>
          <GrantButtons site={report.site} small />
        </p>
      )}
      {notices.includes('reload') && (
        <p class="notice">
          <span>Judged from what is stored; no request was seen yet.</span>
          <ReloadButton small />
        </p>
      )}
      {notices.includes('dropped') && (
        <p class="notice">
          <span>
            There is very much on this site: {report.dropped === 1 ? 'one fact was' : `${report.dropped} facts were`}{' '}
            left out or forgotten.
          </span>
        </p>
      )}
    </>
  );
};
