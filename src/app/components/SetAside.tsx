/** A finding that is known and accepted: it stays in the report and in every export, and counts no more. */
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Finding } from '../../core/report.ts';
import { MAX_REASON } from '../../core/waivers.ts';
import { useStore } from '../context.ts';
import { clock } from '../when.ts';
import { Text } from './Text.tsx';

/** The finding moves to another group, and the button that was pressed with it: the list takes the focus over. */
const focusList = (): void => document.getElementById('panel-risks')?.focus();

const Refused = ({ why }: { why: string }) =>
  why === '' ? null : (
    <p class="refused" role="alert">
      <Text value={why} />
    </p>
  );

const Form = ({ finding, close }: { finding: Finding; close: () => void }) => {
  const store = useStore();
  const reason = useSignal('');
  const refused = useSignal('');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // At once: what is typed while the browser paints belongs here too.
  useLayoutEffect(() => field.current?.focus(), []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (reason.value.trim() === '') {
      refused.value = 'Say why first: whoever reads the report later will ask.';
      field.current?.focus();
      return;
    }
    const why = await store.setAside(finding, reason.value.trim());
    refused.value = why ?? '';
    if (why === undefined) focusList();
  };
  return (
    <form class="set-aside" onSubmit={(event) => void submit(event)}>
      <label for={id}>Why is this all right here?</label>
      <textarea
        id={id}
        ref={field}
        rows={2}
        maxLength={MAX_REASON}
        value={reason.value}
        onInput={({ currentTarget }) => (reason.value = currentTarget.value)}
      />
      <Refused why={refused.value} />
      <div class="buttons">
        <button type="submit" class="small">
          Set aside
        </button>
        <button type="button" class="small" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
};

export const SetAside = ({ finding }: { finding: Finding }) => {
  const store = useStore();
  const asking = useSignal(false);
  const refused = useSignal('');
  const { waived } = finding;
  if (waived !== undefined) {
    const undo = async (): Promise<void> => {
      const why = await store.takeBack(finding);
      refused.value = why ?? '';
      if (why === undefined) focusList();
    };
    return (
      <div class="set-aside">
        <p class="label">Set aside on {clock(waived.at, store.now.peek())}</p>
        <p>
          <Text value={waived.reason} max={MAX_REASON} />
        </p>
        <Refused why={refused.value} />
        <div class="buttons">
          <button type="button" class="small" onClick={() => void undo()}>
            Undo
          </button>
        </div>
      </div>
    );
  }
  if (asking.value) return <Form finding={finding} close={() => (asking.value = false)} />;
  return (
    <div class="set-aside">
      <button type="button" class="small" onClick={() => (asking.value = true)}>
        Set aside…
      </button>
    </div>
  );
};
