import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { failureDetails } from '../store.ts';
import { noticesOf } from '../view-model.ts';
import { CopyButton } from './CopyButton.tsx';
import { GrantButtons, ReloadButton } from './States.tsx';
import { Text } from './Text.tsx';

/** What the reader should know before believing the verdict. */
export const Notices = ({ report }: { report: SiteReport }) => {
  const store = useStore();
  const failure = store.failure.value;
  const notices = noticesOf(report);
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
          <span>This site is very busy: {report.dropped} older facts were forgotten.</span>
        </p>
      )}
    </>
  );
};
