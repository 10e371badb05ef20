import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { printing } from '../printing.ts';
import { headerOf, severityCounts } from '../view-model.ts';
import { clock } from '../when.ts';
import { EvidenceList } from './Evidence.tsx';
import { Square } from './Square.tsx';
import { Prose } from './Text.tsx';

const EVIDENCE = 'evidence';

const Counts = ({ report }: { report: SiteReport }) => {
  const counts = severityCounts(report.findings);
  if (counts.length === 0) {
    const checked = report.checks.some(({ outcome }) => outcome === 'pass');
    return checked ? <span class="counts none">no risks found</span> : <span class="muted">nothing to check yet</span>;
  }
  return (
    <span class="counts">
      {counts.map(({ severity, count }) => (
        <span class="severity-count" data-severity={severity} key={severity}>
          {count} {severity}
        </span>
      ))}
    </span>
  );
};

const Why = ({ confidence }: { confidence: string }) => {
  const store = useStore();
  const open = store.open.value.has(EVIDENCE);
  return (
    <p class="confidence">
      {confidence}{' '}
      <button
        type="button"
        class="link"
        aria-expanded={open}
        aria-controls={EVIDENCE}
        onClick={() => store.toggle(EVIDENCE)}
      >
        {open ? 'close' : 'why?'}
      </button>
    </p>
  );
};

/** The ticket: the verdict on the left, the square on the stub, the risks along the foot. */
export const Verdict = ({ report }: { report: SiteReport }) => {
  const store = useStore();
  const { word, summary, signedIn, confidence } = headerOf(report);
  const seen = report.verdict.kind !== 'none';
  const open = store.open.value.has(EVIDENCE) || printing.value;
  return (
    <>
      <div class={seen ? 'ticket' : 'ticket plain'}>
        <section class="face" aria-label="Verdict">
          <h1>{word}</h1>
          <p class="summary">
            <Prose text={summary} plain />
          </p>
          {seen && (
            <>
              <p class="chips">
                <button
                  type="button"
                  class="chip"
                  data-signed={report.verdict.signedIn}
                  onClick={() => store.learn('signed-in')}
                >
                  {signedIn}
                </button>
              </p>
              <Why confidence={confidence} />
            </>
          )}
        </section>
        {seen && (
          <section class="stub" aria-label="Where the credentials stand">
            <Square report={report} />
          </section>
        )}
        <p class="foot">
          <Counts report={report} />
          <span class="seen" title={`Watched since ${clock(report.observedSince, store.now.peek())}`}>
            {report.requests} request{report.requests === 1 ? '' : 's'}
          </span>
        </p>
      </div>
      <div id={EVIDENCE} class="evidence" role="region" aria-label="Evidence" tabIndex={0} hidden={!open || !seen}>
        {open && seen && <EvidenceList report={report} />}
      </div>
    </>
  );
};
