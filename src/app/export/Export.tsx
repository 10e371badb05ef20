import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { SiteReport } from '../../core/report.ts';
import { EXPORT } from '../components/Bar.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { Lines, Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { printPage } from '../printing.ts';
import { FORMATS, type Format, fileName } from './view-export.ts';
import './export.css';

const PREVIEW_MAX = 1500;

const Formats = ({ chosen, choose }: { chosen: Format; choose: (format: Format) => void }) => {
  const id = useId();
  return (
    <fieldset class="formats">
      <legend>Format</legend>
      {FORMATS.map((format) => (
        <label class="format-card" data-chosen={format === chosen} key={format.name}>
          <input
            type="radio"
            name={id}
            checked={format === chosen}
            aria-describedby={`${id}-${format.ending}`}
            onChange={() => choose(format)}
          />
          <span class="title">{format.name}</span>
          <span class="use" id={`${id}-${format.ending}`}>
            {format.use}
          </span>
        </label>
      ))}
    </fieldset>
  );
};

const Written = ({ report, format }: { report: SiteReport; format: Format }) => {
  const store = useStore();
  const refused = useSignal('');
  const text = useMemo(() => format.text(report), [report, format]);
  const name = fileName(report, format.ending);

  const copy = async (): Promise<boolean> => {
    const done = await store.copy(text);
    refused.value = done ? '' : 'The browser did not let Coatcheck copy. Download the file instead.';
    return done;
  };
  const download = (): void => {
    try {
      store.api.download({ name, type: format.type, text });
      refused.value = '';
      store.said.value = 'Handed to the browser’s downloads.';
    } catch {
      refused.value = 'The browser did not take the download. Copy the text instead.';
    }
  };
  return (
    <>
      <p class="holds">No secrets are in it. {format.holds}</p>
      <div class="buttons">
        <CopyButton copy={copy} what={format.name} />
        <button type="button" class="small" onClick={download}>
          Download
        </button>
        {store.door === 'page' && (
          <button
            type="button"
            class="small"
            onClick={() => {
              store.place.value = 'report';
              printPage();
            }}
          >
            Print the report
          </button>
        )}
        <span class="muted file-name">
          <Text value={name} max={120} plain />
        </span>
      </div>
      {refused.value !== '' && (
        <p class="refused" role="alert">
          {refused.value}
        </p>
      )}
      <section class="preview" aria-label="Preview">
        <Lines text={text} max={PREVIEW_MAX} key={format.name} />
      </section>
    </>
  );
};

/** The report to take along. */
export const Export = () => {
  const store = useStore();
  const format = useSignal<Format | undefined>(FORMATS[0]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // Back to where the reader came from, once it is there again.
    return () => queueMicrotask(() => document.getElementById(EXPORT)?.focus());
  }, []);

  const report = store.report.value;
  return (
    <main class="report settings export">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          Export
        </h1>
        <button type="button" class="small" onClick={() => (store.place.value = 'report')}>
          Back
        </button>
      </header>
      {report === undefined || format.value === undefined ? (
        <p class="muted">There is no report of this site yet.</p>
      ) : (
        <>
          <Formats chosen={format.value} choose={(chosen) => (format.value = chosen)} />
          <Written report={report} format={format.value} />
        </>
      )}
    </main>
  );
};
