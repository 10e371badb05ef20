import type { Credential, SiteReport } from '../../core/report.ts';
import { coloursOf } from '../colours.ts';
import { Disclosure } from '../components/Disclosure.tsx';
import { Empty } from '../components/Ticket.tsx';
import { sortedCredentials } from '../view-credentials.ts';
import { CredentialCard } from './CredentialCard.tsx';

export const Credentials = ({ report }: { report: SiteReport }) => {
  const { decisive, others } = sortedCredentials(report);
  const colours = coloursOf(report);
  if (decisive.length + others.length === 0) {
    return <Empty>No cookie, header or stored value that could be a credential was seen.</Empty>;
  }
  const cards = (credentials: readonly Credential[]) => (
    <div class="cards">
      {credentials.map((credential) => (
        <CredentialCard
          credential={credential}
          site={report.site}
          colour={colours.get(credential.id)}
          key={credential.id}
        />
      ))}
    </div>
  );
  return (
    <>
      {decisive.length === 0 && <p class="lead">None of these identifies you, as far as could be seen.</p>}
      {cards(decisive)}
      {others.length > 0 && (
        <Disclosure
          name="others"
          class="checks"
          level={2}
          head={
            <>
              <span class="title">Other cookies and values</span> <span class="count">{others.length}</span>
            </>
          }
        >
          <p class="muted">The verdict does not rest on them.</p>
          {cards(others)}
        </Disclosure>
      )}
    </>
  );
};
