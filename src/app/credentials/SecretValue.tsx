/** The value: masked until a click reads it live, and gone again with Hide. */
import { useSignal } from '@preact/signals';
import type { Credential } from '../../core/report.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { label } from '../text.ts';
import { segmentsOf, shortenSegments } from './view-token.ts';

const RAW_MAX = 2000;

const Raw = ({ value }: { value: string }) => {
  const all = useSignal(false);
  const segments = segmentsOf(value);
  if (segments === undefined) return <Text value={value} max={RAW_MAX} mono />;
  const cut = !all.value && value.length > RAW_MAX;
  return (
    <>
      <bdi class="mono">
        {(cut ? shortenSegments(segments, RAW_MAX) : segments).map(({ part, text }, index) => (
          <>
            {index > 0 && <span class="point">.</span>}
            <span class="segment" data-part={part} title={part}>
              {text}
            </span>
          </>
        ))}
        {cut && '…'}
      </bdi>
      {cut && (
        <button type="button" class="link" onClick={() => (all.value = true)}>
          show all {value.length} characters
        </button>
      )}
    </>
  );
};

export const SecretValue = ({ credential, name }: { credential: Credential; name: string }) => {
  const store = useStore();
  const { id, masked, gone } = credential;
  const reveal = store.reveals.value.get(id);
  const shown = reveal?.at === 'shown' ? reveal.revealed : undefined;
  const spoken = label(name);
  return (
    <div class="secret" data-shown={shown !== undefined}>
      <div class="value">{shown ? <Raw value={shown.value} /> : <Text value={masked} max={40} plain mono />}</div>
      {gone === undefined && (
        <div class="buttons">
          {shown ? (
            <button type="button" class="small" aria-label={`Hide ${spoken}`} onClick={() => store.hide(id)}>
              Hide
            </button>
          ) : (
            <button
              type="button"
              class="small"
              aria-label={`Reveal ${spoken}`}
              disabled={reveal?.at === 'asking'}
              onClick={() => void store.reveal(id)}
            >
              Reveal
            </button>
          )}
          <CopyButton copy={() => store.copySecret(id)} what={spoken} />
        </div>
      )}
      {reveal?.at === 'refused' && (
        <p class="refused" role="alert">
          <Text value={reveal.why} />
        </p>
      )}
    </div>
  );
};
