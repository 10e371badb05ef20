/** The only components that put words from sites on the screen. Always text nodes, never markup, never a link. */
import { useSignal } from '@preact/signals';
import { type Block, pieces, shorten, spans, TEXT_MAX } from '../text.ts';
import { CopyButton } from './CopyButton.tsx';

interface TextProps {
  value: string;
  max?: number;
  /** Inside buttons there is no room for another button: cut, and say so. */
  plain?: boolean;
  mono?: boolean;
}

const Pieces = ({ text }: { text: string }) => (
  <>{pieces(text).map((piece) => (piece.escaped ? <span class="escape">{piece.text}</span> : piece.text))}</>
);

/** A hostile string, isolated from its surroundings (`<bdi>`), with nothing invisible, and short at first. */
export const Text = ({ value, max = TEXT_MAX, plain = false, mono = false }: TextProps) => {
  const all = useSignal(false);
  if (value === '') return <span class="muted">(empty)</span>;
  const cut = !all.value && value.length > max;
  return (
    <>
      <bdi class={mono ? 'text mono' : 'text'}>
        <Pieces text={cut ? shorten(value, max) : value} />
        {cut && '…'}
      </bdi>
      {cut && !plain && (
        <button type="button" class="link" onClick={() => (all.value = true)}>
          show all {value.length} characters
        </button>
      )}
    </>
  );
};

/** A sentence of the engine: its own words, with names from the site in backticks. */
export const Prose = ({ text, plain = false }: { text: string; plain?: boolean }) => (
  <>
    {spans(text).map((span) =>
      span.code ? (
        <code>
          <Text value={span.text} max={60} plain />
        </code>
      ) : (
        <Text value={span.text} max={600} plain={plain} />
      ),
    )}
  </>
);

/** Several lines, kept as they are. */
export const Lines = ({ text, max = 2000 }: { text: string; max?: number }) => {
  const all = useSignal(false);
  const cut = !all.value && text.length > max;
  const lines = (cut ? shorten(text, max) : text).replaceAll('\t', '  ').split('\n');
  return (
    <>
      <pre tabIndex={0}>
        <code>
          {lines.map((line, index) => (
            <>
              {index > 0 && '\n'}
              <bdi>
                <Pieces text={line} />
              </bdi>
            </>
          ))}
        </code>
      </pre>
      {cut && (
        <button type="button" class="link" onClick={() => (all.value = true)}>
          show all
        </button>
      )}
    </>
  );
};

/** Paragraphs, list items and code blocks of a rule's text. */
export const RichText = ({ parts }: { parts: Block[] }) => (
  <>
    {parts.map(({ kind, text: part }) =>
      kind === 'code' ? (
        <div class="snippet">
          <Lines text={part} />
          <CopyButton text={part} what="code" />
        </div>
      ) : (
        <p class={kind === 'item' ? 'item' : undefined}>
          <Prose text={part} />
        </p>
      ),
    )}
  </>
);
