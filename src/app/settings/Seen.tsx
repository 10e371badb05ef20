import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { shortHost } from '../view-model.ts';
import { Refused, Section, useAttempt } from './parts.tsx';
import { siteAtHand } from './view-settings.ts';

const FORGOTTEN = {
  site: 'What was seen of this site is forgotten.',
  everything: 'What was seen is forgotten, on all sites.',
};

const Everything = ({ forget }: { forget: () => Promise<void> }) => {
  const asking = useSignal(false);
  const asked = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  // The safe answer has the focus first; afterwards it goes back to the question.
  useEffect(() => {
    if (asked.current) button.current?.focus();
    asked.current = true;
  }, [asking.value]);
  const confirm = (): void => {
    asking.value = false;
    void forget();
  };
  if (!asking.value)
    return (
      <button type="button" class="small" ref={button} onClick={() => (asking.value = true)}>
        Forget everything…
      </button>
    );
  return (
    <span class="buttons" role="group" aria-label="Forget everything?">
      <span>On all sites?</span>
      <button type="button" class="small" ref={button} onClick={() => (asking.value = false)}>
        Cancel
      </button>
      <button type="button" class="small danger" onClick={confirm}>
        Forget everything
      </button>
    </span>
  );
};

export const Seen = () => {
  const store = useStore();
  const { why, attempt } = useAttempt();
  const told = useSignal('');
  const site = siteAtHand(store.report.value);
  const forget = async (what: 'site' | 'everything'): Promise<void> => {
    told.value = '';
    if (await attempt(() => store.clear(what))) told.value = FORGOTTEN[what];
  };
  return (
    <Section title="What was seen">
      <div class="setting whole">
        <p>
          Requests, logins and the story are forgotten at once. They were never on disk, and go with the browser anyway.
        </p>
        <p class="muted">
          Cookies and storage are the browser’s and stay: what is in them is read again at the next look. Findings that
          you set aside, limits and paused sites stay as well.
        </p>
        <div class="buttons">
          {site !== undefined && (
            <button type="button" class="small" onClick={() => void forget('site')}>
              Forget <Text value={shortHost(site)} plain />
            </button>
          )}
          <Everything forget={() => forget('everything')} />
        </div>
        {told.value !== '' && <p class="forgotten">{told.value}</p>}
        <Refused why={why} />
      </div>
    </Section>
  );
};
