import type { ComponentChildren } from 'preact';
import { issueText } from '../../core/knowledge/token-issues.ts';
import type { Credential, DecodedToken } from '../../core/report.ts';
import { Disclosure } from '../components/Disclosure.tsx';
import { Lines, Prose, Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { lazily } from '../lazy.tsx';
import {
  besideDate,
  claimGroups,
  headerRows,
  type Row,
  type Segment,
  type Shown,
  signatureNote,
} from './view-token.ts';

const TokenCheck = lazily(async () => (await import('../check/TokenCheck.tsx')).TokenCheck);

const Beside = ({ at }: { at: number }) => {
  const store = useStore();
  return <span class="muted"> {besideDate(at, store.now.value)}</span>;
};

const Value = ({ value }: { value: Shown }) => {
  if (value.kind === 'date') {
    return (
      <>
        {value.text}
        <Beside at={value.at} />
      </>
    );
  }
  if (value.kind === 'list') {
    return (
      <ul class="items">
        {value.items.map((item, index) => (
          <li key={index}>
            <Text value={item} max={80} />
          </li>
        ))}
      </ul>
    );
  }
  return value.kind === 'json' ? <Lines text={value.text} max={1000} /> : <Text value={value.text} mono />;
};

const Table = ({ title, rows, group }: { title: string; rows: Row[]; group: string }) => (
  <table class="claims" data-group={group}>
    <caption>{title}</caption>
    <tbody>
      {rows.map(({ name, plain, value }) => (
        <tr key={name}>
          <th scope="row">
            <Text value={name} max={60} plain mono />
            {plain !== undefined && <span class="plain">{plain}</span>}
          </th>
          <td>
            <Value value={value} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The three parts in their colours, as they stand in the raw token. */
export const TokenHead = ({ kind }: { kind: DecodedToken['kind'] }) =>
  kind === 'jwe' ? (
    <span class="title">Encrypted token</span>
  ) : (
    <>
      <span class="title">Decoded token</span>
      <span class="parts" aria-hidden="true">
        <span data-part="header">header</span>.<span data-part="payload">payload</span>.
        <span data-part="signature">signature</span>
      </span>
    </>
  );

const Part = ({ part, children }: { part: Segment['part']; children: ComponentChildren }) => (
  <section class="part" data-part={part}>
    {children}
  </section>
);

export const Token = ({ token, credential }: { token: DecodedToken; credential: Credential }) => {
  const note = signatureNote(token);
  const groups = claimGroups(token);
  return (
    <>
      <p class="signature" data-tone={note.tone}>
        {note.text}
      </p>
      {token.issues.length > 0 && (
        <ul class="issues">
          {token.issues.map((issue, index) => (
            <li key={index}>
              <Prose text={issueText(issue)} />
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <Part part="payload">
          {groups.map(({ group, title, rows }) => (
            <Table title={title} rows={rows} group={group} key={group} />
          ))}
        </Part>
      )}
      <Part part="header">
        <Table title="Header" rows={headerRows(token)} group="header" />
      </Part>
      {token.kind === 'jws' && credential.gone === undefined && (
        <Part part="signature">
          <Disclosure
            name={`check:${credential.id}`}
            class="checks check"
            level={4}
            printed={false}
            head={<span class="title">Check the signature</span>}
          >
            <TokenCheck credential={credential} token={token} />
          </Disclosure>
        </Part>
      )}
    </>
  );
};
