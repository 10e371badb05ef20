import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Thresholds } from '../../core/rules/thresholds.ts';
import type { Reply } from '../../messages/reply.ts';
import { useStore } from '../context.ts';
import { Refused, Section } from './parts.tsx';
import { differing, inUnits, milliseconds, ROWS, type Row, UNITS, type Unit } from './view-settings.ts';

interface FieldProps {
  row: Row;
  value: number;
  change: (value: number) => void;
}

const Field = ({ row, value, change }: FieldProps) => {
  const id = useId();
  const given = inUnits(value);
  const count = useSignal(given.count);
  const unit = useSignal<Unit>(given.unit);
  const wrong = milliseconds(count.value, unit.value) === undefined;
  const take = (): void => {
    const length = milliseconds(count.value, unit.value);
    if (length !== undefined && length !== value) change(length);
  };
  return (
    <div class="setting">
      <label for={id}>{row.label}</label>
      <span class="amount">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          size={5}
          value={count.value}
          aria-invalid={wrong}
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget }) => (count.value = currentTarget.value)}
          onChange={take}
        />
        <select
          aria-label={`${row.label}: unit`}
          value={unit.value}
          onChange={({ currentTarget }) => {
            unit.value = UNITS.find((each) => each === currentTarget.value) ?? 'minutes';
            take();
          }}
        >
          {UNITS.map((each) => (
            <option value={each} key={each}>
              {each}
            </option>
          ))}
        </select>
      </span>
      <p id={`${id}-hint`} class={wrong ? 'refused' : 'muted'}>
        {wrong ? 'A number above zero, please. Until then the last one holds.' : row.hint}
      </p>
    </div>
  );
};

/** Thresholds are policy, not law. A change counts at once, for all sites. */
export const Limits = () => {
  const store = useStore();
  const thresholds = useSignal<Thresholds | undefined>(undefined);
  const failed = useSignal('');
  const round = useSignal(0);

  const take = (reply: Reply<Thresholds>): void => {
    failed.value = reply.ok ? '' : reply.detail;
    if (reply.ok) thresholds.value = reply.value;
  };
  const ask = async (asking: () => Promise<Reply<Thresholds>>): Promise<void> => {
    try {
      take(await asking());
    } catch {
      failed.value = 'The browser could not read or write the settings.';
    }
  };
  const set = async (changed: Partial<Thresholds>): Promise<void> => {
    await ask(() => store.api.setThresholds(changed));
    await store.refresh();
  };
  const change = (changed: Thresholds): void => {
    // At once: the next change builds on this one, whether or not it has been answered.
    thresholds.value = changed;
    void set(differing(changed));
  };
  const reset = async (): Promise<void> => {
    await set({});
    // The fields hold what was typed: they begin anew.
    round.value += 1;
    store.said.value = 'All limits are as they were given.';
  };
  useEffect(() => void ask(() => store.api.getThresholds()), []);

  const current = thresholds.value;
  const isDefault = current !== undefined && Object.keys(differing(current)).length === 0;
  return (
    <Section title="Limits">
      <p class="muted">How long is too long? Risks are judged by these, on all sites.</p>
      <Refused why={failed.value} />
      {current !== undefined && (
        <>
          {ROWS.map((row) => (
            <Field
              key={`${row.name} ${round.value}`}
              row={row}
              value={current[row.name]}
              change={(value) => change({ ...(thresholds.value ?? current), [row.name]: value })}
            />
          ))}
          <button type="button" class="small" disabled={isDefault} onClick={() => void reset()}>
            Reset to defaults
          </button>
        </>
      )}
    </Section>
  );
};
