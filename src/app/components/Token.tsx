import type { Credential, DecodedToken } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { lazily } from '../lazy.tsx';
import { besideDate, claimGroups, headerRows, type Row, type Shown, signatureNote } from '../view-token.ts';
import { Disclosure } from './Disclosure.tsx';
import { Lines, Prose, Text } from './Text.tsx';

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
      <ul class="chips">
        {value.items.map((item, index) => (
          <li class="chip" key={index}>
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

export const Token = ({ token, credential }: { token: DecodedToken; credential: Credential }) => {
  const note = signatureNote(token);
  return (
    <>
      <p class="signature" data-tone={note.tone}>
        {note.text}
      </p>
      {token.kind === 'jws' && credential.gone === undefined && (
        <Disclosure
          name={`check:${credential.id}`}
          class="checks check"
          level={4}
          printed={false}
          head={<span class="title">Check the signature</span>}
        >
          <TokenCheck credential={credential} token={token} />
        </Disclosure>
      )}
      {token.issues.length > 0 && (
        <ul class="issues">
          {token.issues.map((issue, index) => (
            <li key={index}>
              <Prose text={issue} />
            </li>
          ))}
        </ul>
      )}
      {claimGroups(token).map(({ group, title, rows }) => (
        <Table title={title} rows={rows} group={group} key={group} />
      ))}
      <Table title="Header" rows={headerRows(token)} group="header" />
    </>
  );
};
